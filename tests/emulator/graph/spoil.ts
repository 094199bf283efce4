import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { drop } from '../http.ts';
import { type Answer, type Marks, refusal } from './answers.ts';
import { type GraphFault, htmlPage } from './faults.ts';
import type { Respond } from './respond.ts';

/** Answers of which nothing can be made. */
const junk: Record<'empty' | 'html' | 'not-json', Answer> = {
  empty: { status: 200 },
  html: { status: 200, headers: { 'Content-Type': 'text/html' }, body: htmlPage },
  'not-json': { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"id": "j!' },
};

const proxyPage = '<!doctype html><title>Network sign-in</title><h1>Sign in to the network</h1>';
const proxies: Record<'page' | 'forbidden' | 'redirect', Answer> = {
  page: { status: 200, headers: { 'Content-Type': 'text/html' }, body: proxyPage },
  forbidden: { status: 403, headers: { 'Content-Type': 'text/html' }, body: proxyPage },
  redirect: { status: 302, headers: { Location: 'https://portal.contoso-net.example/sign-in' } },
};

/**
 * Lets a request go wrong in the way that was planned.
 * @param act does what the request asks for
 */
export async function spoil(
  fault: GraphFault,
  response: ServerResponse,
  respond: Respond,
  marks: Marks,
  act: () => Answer,
): Promise<void> {
  if (fault === 'drop-before') return drop(response);
  if (fault === 'drop-after') {
    act();
    return drop(response);
  }
  if (fault === 'truncate' || fault === 'truncate-silently') return respond(response, act(), fault);
  if (typeof fault === 'string') return respond(response, junk[fault]);
  if ('throttledForSeconds' in fault) throw new Error('resolved before');
  if ('strike' in fault) {
    if (fault.strike === 'after') act();
    await fault.happen();
    return drop(response);
  }
  if ('proxy' in fault) {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    return respond(response, proxies[fault.proxy]);
  }
  if ('redirect' in fault) return respond(response, { status: 302, headers: { Location: fault.redirect } });
  if ('status' in fault) return respond(response, withMarks(fault, marks));
  await sleep(fault.delayMs);
  return respond(response, act());
}

/** A planned answer, with the request's marks where it carries an error of Graph. */
function withMarks(
  fault: { status: number; headers?: Record<string, string>; body?: string | object },
  marks: Marks,
): Answer {
  const { body } = fault;
  const error = typeof body === 'object' && 'error' in body ? body.error : undefined;
  if (typeof error !== 'object' || error === null || 'innerError' in error) return fault;
  const { code, message, ...more } = error as { code: string; message: string };
  const answer = refusal(marks, fault.status, code, message);
  const own = (answer.body as { error: object }).error;
  return { ...answer, headers: fault.headers ?? {}, body: { error: { ...own, ...more } } };
}
