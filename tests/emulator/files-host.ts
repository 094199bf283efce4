import type { ServerResponse } from 'node:http';
import { sendTable } from './graph/content.ts';
import type { Incoming } from './http.ts';
import { send } from './http.ts';
import type { OkrTableOptions } from './okr-table.ts';

export const filesHost = 'exports.contoso-files.net';

/** The host of files that Graph redirects to. It is none of Microsoft Graph's: a token has no business there. */
export interface Files {
  /** `Authorization` headers that arrived; there must never be one. */
  readonly authorizations: string[];
  /** Paths that were asked for. */
  readonly paths: string[];
  handle(request: Incoming, response: ServerResponse): Promise<void>;
  reset(): void;
}

/** Where the file of a job is. */
export const fileUrl = (key: string): string =>
  `https://${filesHost}/export/${key}.csv?sig=${key.slice(0, 12)}`;

/**
 * @param tableOf what the file of a job is made of
 * @param speed bytes per second; undefined: as fast as it goes
 */
export function createFiles(
  tableOf: (key: string) => OkrTableOptions | undefined,
  speed: () => number | undefined,
): Files {
  const files: Files = {
    authorizations: [],
    paths: [],
    handle: async ({ headers, url }, response) => {
      files.paths.push(url.pathname);
      if (headers.authorization) files.authorizations.push(headers.authorization);
      response.setHeader('Access-Control-Allow-Origin', '*');
      const key = /^\/export\/([\w-]+)\.csv$/.exec(url.pathname)?.[1] ?? '';
      const table = url.searchParams.get('sig') === key.slice(0, 12) ? tableOf(key) : undefined;
      if (!table) return send(response, 404, '');
      await sendTable(response, table, { transfer: 'length', bytesPerSecond: speed() });
    },
    reset: () => {
      files.authorizations.length = 0;
      files.paths.length = 0;
    },
  };
  return files;
}
