import { callHost as callEventPage, closeHost as closeEventPage } from './event-page.ts';
import { callHost as callOffscreen, closeHost as closeOffscreen } from './offscreen.ts';

// A constant at build time: each browser's build holds one of the two.
const hasEventPage = import.meta.env.BROWSER === 'firefox';

export const callHost = hasEventPage ? callEventPage : callOffscreen;
export const closeHost = hasEventPage ? closeEventPage : closeOffscreen;
