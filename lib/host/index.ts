import * as eventPage from './event-page.ts';
import * as offscreen from './offscreen.ts';

// A constant at build time: each browser's build holds one of the two.
const host = import.meta.env.BROWSER === 'firefox' ? eventPage : offscreen;

export const callHost = host.callHost;
export const closeHost = host.closeHost;
