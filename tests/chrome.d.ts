/** The extension's interfaces, in functions that run in one of its pages. */
declare const chrome: typeof import('wxt/browser').browser;
