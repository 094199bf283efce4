import type { HostHandler } from './server.ts';

/** A host of an attacker's (of many: `evil.example` itself is nobody), whose pages are empty and may do what they like. */
export const evilHost = 'page.evil.example';
/** Hosts of an attacker's that look like Viva Goals, in name and content. */
export const lookAlikeHosts = ['goals.microsoft.com.evil.example', 'goals-microsoft.com'];

/** @param goals what the look-alikes serve */
export function evilHosts(goals: HostHandler): Record<string, HostHandler> {
  const empty: HostHandler = (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>Evil</title><body></body>');
  };
  return { [evilHost]: empty, ...Object.fromEntries(lookAlikeHosts.map((host) => [host, goals])) };
}
