/** What the browser said of a sign-in window that gave no answer, as an error code. */
export function readWindowError(message: string): string {
  if (/did not approve|user cancell?ed|denied access/i.test(message)) return 'cancelled';
  // No network, or an error page of Entra: the browser does not tell which.
  if (/could not be loaded|network/i.test(message)) return 'page_unavailable';
  if (/timed out/i.test(message)) return 'timed_out';
  if (/interaction required|requires user interaction/i.test(message)) return 'interaction_required';
  return 'window_failed';
}
