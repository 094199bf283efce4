import * as document from './document.ts';
import * as eventPage from './event-page.ts';

// A constant at build time: each browser's build holds one of the two.
const hasEventPage = import.meta.env.BROWSER === 'firefox';

export const callOffscreen = hasEventPage ? eventPage.callOffscreen : document.callOffscreen;
export const closeOffscreen = hasEventPage ? eventPage.closeOffscreen : document.closeOffscreen;
