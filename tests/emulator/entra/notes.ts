import type { IncomingMessage } from 'node:http';

/** What is known of a request before oidc-provider gets it. */
export interface RequestNotes {
  /** Several accounts are signed in and the request does not say which one it means. */
  ambiguous?: boolean;
  /** Claims requests (JSON texts) that a token request came with, and its authorization code before. */
  claims?: string[];
}

const notes = new WeakMap<IncomingMessage, RequestNotes>();
export const note = (request: IncomingMessage, about: RequestNotes) => notes.set(request, about);
export const notesOf = (request: IncomingMessage): RequestNotes => notes.get(request) ?? {};
