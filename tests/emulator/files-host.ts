import type { ServerResponse } from 'node:http';
import { sendTable } from './graph/content.ts';
import type { Incoming } from './http.ts';
import { send } from './http.ts';
import type { OkrTableOptions } from './okr-table.ts';

export const filesHost = 'exports.contoso-files.net';
/** One of Microsoft's, for its customers' storage. */
export const storageHost = 'vivagoalsexports.blob.core.windows.net';

/** What the host of files answers. */
type FilesAnswer =
  | 'file'
  /** A page in place of the file, with 200. */
  | 'html'
  | 'empty'
  /** Its address has expired. */
  | 'forbidden'
  /** Half of it, then the connection breaks. */
  | 'cut';

/** The hosts of files that Graph redirects to. They are none of Microsoft Graph's: a token has no business there. */
export interface Files {
  /** What comes next, one for each request; then files. */
  readonly answers: FilesAnswer[];
  /** `Authorization` headers that arrived; there must never be one. */
  readonly authorizations: string[];
  /** Paths that were asked for. */
  readonly paths: string[];
  handle(request: Incoming, response: ServerResponse): Promise<void>;
  reset(): void;
}

/** Where the file of a job is. */
export const fileUrl = (key: string, host = filesHost): string =>
  `https://${host}/export/${key}.csv?sig=${key.slice(0, 12)}`;

/**
 * @param tableOf what the file of a job is made of
 * @param speed bytes per second; undefined: as fast as it goes
 */
export function createFiles(
  tableOf: (key: string) => OkrTableOptions | undefined,
  speed: () => number | undefined,
): Files {
  const files: Files = {
    answers: [],
    authorizations: [],
    paths: [],
    handle: async ({ headers, url }, response) => {
      files.paths.push(url.pathname);
      if (headers.authorization) files.authorizations.push(headers.authorization);
      response.setHeader('Access-Control-Allow-Origin', '*');
      const key = /^\/export\/([\w-]+)\.csv$/.exec(url.pathname)?.[1] ?? '';
      const table = url.searchParams.get('sig') === key.slice(0, 12) ? tableOf(key) : undefined;
      if (!table) return send(response, 404, '');
      const answer = files.answers.shift() ?? 'file';
      if (answer === 'html')
        return send(response, 200, '<!doctype html><title>Sign in</title><h1>Sign in</h1>');
      if (answer === 'empty') return send(response, 200, '', { 'Content-Type': 'text/csv' });
      if (answer === 'forbidden')
        return send(response, 403, '<Error><Code>AuthenticationFailed</Code></Error>');
      const cut = answer === 'cut' ? 'truncate' : undefined;
      await sendTable(response, table, { transfer: 'length', bytesPerSecond: speed() }, cut);
    },
    reset: () => {
      for (const list of [files.answers, files.authorizations, files.paths]) list.length = 0;
    },
  };
  return files;
}
