import { browser } from '../browser/browser.ts';
import { inTime } from '../browser/in-time.ts';
import { errorOf, OffscreenGone, portName, type Reply } from './failure.ts';
import type { CallOffscreen, Output } from './operations.ts';

type Port = ReturnType<typeof browser.runtime.connect>;
interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A document at work gives a sign every 10 s; one that is silent for so long is dead (ms). */
const deadAfter = 60_000;
/** How long the document may take to close (ms). */
const closesWithin = 5000;

let port: Port | undefined;
let opening: Promise<Port> | undefined;
let closing: Promise<void> | undefined;
/** Calls that wait for the document to open. */
let connecting = 0;
let silence: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Carries out an operation in the offscreen document (Chromium, Edge), which is opened when needed.
 *
 * A port, not messages: messages are broadcast to every page of the extension, a port's go to its other end alone.
 */
export const callOffscreen: CallOffscreen = async (name, input) => {
  connecting++;
  try {
    const open = await connect();
    const id = ++lastId;
    return new Promise<Output<typeof name>>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      open.postMessage({ id, name, input });
      expectSign();
    });
  } finally {
    // Only after it is counted as waiting, or the document could be closed in between.
    connecting--;
  }
};

/** Closes the document, when nothing is under way in it. */
export async function closeOffscreen(): Promise<void> {
  if (isNeeded() || !(await isOpen())) return;
  // It may have been given work meanwhile. Calls from now on wait, and get a new document.
  if (isNeeded()) return;
  port = undefined;
  closing = inTime('closeDocument', closesWithin, browser.offscreen.closeDocument())
    .catch(() => undefined)
    .finally(() => {
      closing = undefined;
    });
  await closing;
}

const isNeeded = (): boolean => waiting.size + connecting > 0;

/** Expects signs of life while the document has work; without them, it is closed to make room for a new one. */
function expectSign(): void {
  clearTimeout(silence);
  if (waiting.size === 0) return;
  silence = setTimeout(() => {
    drop('the offscreen document gives no sign of life');
    void browser.offscreen.closeDocument().catch(() => undefined);
  }, deadAfter);
}

function drop(why: string): void {
  port = undefined;
  clearTimeout(silence);
  for (const { reject } of waiting.values()) reject(new OffscreenGone(why));
  waiting.clear();
}

async function isOpen(): Promise<boolean> {
  const contexts = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  return contexts.length > 0;
}

async function connect(): Promise<Port> {
  if (port) return port;
  opening ??= open().finally(() => {
    opening = undefined;
  });
  return opening;
}

async function open(): Promise<Port> {
  await closing;
  if (!(await isOpen())) {
    await browser.offscreen.createDocument({
      url: 'offscreen.html',
      reasons: ['BLOBS', 'LOCAL_STORAGE'],
      justification: 'MSAL needs a window, a download a Blob URL.',
    });
  }
  const opened = browser.runtime.connect({ name: portName });
  opened.onMessage.addListener((message: unknown) => settle(message as Reply));
  opened.onDisconnect.addListener(() => {
    // This event may arrive when there is a new document already.
    if (port === opened) drop('the offscreen document was closed');
  });
  port = opened;
  return opened;
}

function settle(reply: Reply): void {
  const { resolve, reject } = ('id' in reply && waiting.get(reply.id)) || {};
  if ('id' in reply) waiting.delete(reply.id);
  expectSign();
  if (!('id' in reply)) return;
  if ('failure' in reply) reject?.(errorOf(reply.failure));
  else resolve?.(reply.value);
}
