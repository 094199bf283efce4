import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { Tenant } from '../tenant.ts';
import { explorerRows } from './rows.ts';

/** How the page behaves; nothing set: well. */
interface GoalsBehaviour {
  /** Title and toolbar are replaced this often (ms), as frameworks do. */
  rerenderMs?: number;
  /** The whole app is emptied and rendered again this often (ms). */
  wipeMs?: number;
  /** The Actions menu appears after this time (ms). */
  lateMs?: number;
  /** No Actions menu at all. */
  noActions?: boolean;
  /** A second, invisible Actions menu stands before the first. */
  duplicateActions?: boolean;
  /** A button of the page's own in the bottom corner. */
  chatButton?: boolean;
  /** Something changes 200 times a second. */
  ticker?: boolean;
  rtl?: boolean;
  /** A script of the page works against the extension. */
  hostile?: boolean;
  /** Other sites may frame the page. */
  framable?: boolean;
  /** The browser may keep the page for when the user comes back to it. */
  cacheable?: boolean;
  /** The page has the browser render this address before the user goes there. */
  prerenders?: string;
}

/** The emulated goals.microsoft.com, as tests turn it. */
export interface Goals {
  behaviour: GoalsBehaviour;
  handle(request: IncomingMessage, response: ServerResponse): void;
  reset(): void;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types app',
].join('; ');

const asset = (name: string): Buffer => readFileSync(new URL(`./app/${name}`, import.meta.url));

/** A single-page app that looks and behaves like the Explorer of Viva Goals. */
export function createGoals(tenant: Tenant): Goals {
  const goals: Goals = {
    behaviour: {},
    reset: () => {
      goals.behaviour = {};
    },
    handle: (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'https://goals.microsoft.com');
      const framing = goals.behaviour.framable ? '' : "; frame-ancestors 'none'";
      response.setHeader('Content-Security-Policy', contentSecurityPolicy + framing);
      response.setHeader('Cache-Control', goals.behaviour.cacheable ? 'no-cache' : 'no-store');
      response.setHeader('X-Content-Type-Options', 'nosniff');
      const send = (type: string, body: string | Buffer) => {
        response.writeHead(200, { 'Content-Type': type }).end(body);
      };
      if (pathname === '/favicon.ico') return void response.writeHead(204).end();
      const { prerenders } = goals.behaviour;
      if (prerenders) response.setHeader('Speculation-Rules', '"/app/speculation.json"');
      if (pathname === '/app/speculation.json')
        return send(
          'application/speculationrules+json',
          JSON.stringify({ prerender: [{ urls: [prerenders], eagerness: 'immediate' }] }),
        );
      if (pathname === '/app/state.json')
        return send(
          'application/json',
          JSON.stringify({ behaviour: goals.behaviour, ...publicState(tenant) }),
        );
      const name = /^\/app\/([\w-]+\.(?:js|css))$/.exec(pathname)?.[1];
      // Every other address is a route of the app.
      return send(types[extname(name ?? 'index.html')] ?? 'text/plain', asset(name ?? 'index.html'));
    },
  };
  return goals;
}

/** What the app may know: no passwords. */
const publicState = ({ organizations }: Tenant) => ({ tenant: { organizations }, rows: explorerRows });
