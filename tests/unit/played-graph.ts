import { afterEach, vi } from 'vitest';

/* Instead of Microsoft Graph, for a single request. */

export interface Sent {
  url: string;
  init: RequestInit;
}

/** Answers every request of a test the same, and keeps what was sent. */
export function answer(status: number, headers: Record<string, string>, body: unknown): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    const text =
      body === null || body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(text, { status, headers });
  });
  return sent;
}

export const error = (code: string) => ({ cause: { code } });

export const aroundGraph = () => afterEach(() => void vi.unstubAllGlobals());
