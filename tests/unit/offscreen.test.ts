// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { NoAnswer } from '../../lib/graph/gateway.ts';
import { SignInFailed } from '../../lib/offscreen/operations.ts';

type Listener = (message: unknown) => void;
class Port {
  posted: { id: number; name: string; input: unknown }[] = [];
  listeners: Listener[] = [];
  closers: (() => void)[] = [];
  onMessage = { addListener: (listener: Listener) => this.listeners.push(listener) };
  onDisconnect = { addListener: (closer: () => void) => this.closers.push(closer) };
  postMessage = (message: Port['posted'][0]) => this.posted.push(message);
  answer = (reply: object) => {
    for (const listener of this.listeners) listener(reply);
  };
}

let ports: Port[];
let documents: number;
let created: number;
let host: typeof import('../../lib/offscreen/document.ts');
const port = () => ports.at(-1) as Port;

beforeEach(async () => {
  fakeBrowser.reset();
  [ports, documents, created] = [[], 0, 0];
  Object.assign(fakeBrowser.offscreen, {
    createDocument: async () => {
      if (documents > 0) throw new Error('Only a single offscreen document may be created.');
      documents++;
      created++;
    },
    closeDocument: async () => {
      documents = 0;
      for (const closer of port().closers) closer();
    },
  });
  Object.assign(fakeBrowser.runtime, {
    getContexts: async () => Array.from({ length: documents }, () => ({})),
    connect: () => ports[ports.push(new Port()) - 1],
  });
  vi.resetModules();
  host = await import('../../lib/offscreen/document.ts');
});

/** Which the document's silence says a minute later, in the middle of another file's tests. */
const neverAnswered = () => {};
const posted = () => vi.waitFor(() => expect(ports.at(-1)?.posted.length).toBeGreaterThan(0));

describe('an operation', () => {
  test('opens the document once, and each caller gets their own answer', async () => {
    const first = host.callOffscreen('holdsContent', { blobUrl: 'blob:1' });
    const second = host.callOffscreen('holdsContent', { blobUrl: 'blob:2' });
    await posted();
    expect([created, ports.length]).toEqual([1, 1]);
    const [one, two] = port().posted;
    expect([one?.input, two?.input]).toEqual([{ blobUrl: 'blob:1' }, { blobUrl: 'blob:2' }]);
    port().answer({ alive: true });
    port().answer({ id: 4711, value: true });
    port().answer({ id: two?.id, value: false });
    port().answer({ id: one?.id, value: true });
    expect(await Promise.all([first, second])).toEqual([true, false]);
  });

  test('of a worker that starts anew uses the document that is open', async () => {
    documents = 1;
    host.callOffscreen('cache', {}).catch(neverAnswered);
    await posted();
    expect(created).toBe(0);
  });

  test.each([
    ['a failed sign-in', { signIn: { code: 'invalid_grant', message: 'm', aadsts: '700084' } }, SignInFailed],
    ['no answer of Graph', { noAnswer: 'client-request-id' }, NoAnswer],
    ['a document that was opened anew', { gone: 'MSAL is not started' }, { name: 'OffscreenGone' }],
  ])('%s is the same error as on the other side', async (_what, failure, kind) => {
    const call = host.callOffscreen('cache', {});
    await posted();
    port().answer({ id: port().posted[0]?.id, failure });
    const error = await call.catch((reason: unknown) => reason);
    expect((error as Error).name).toBe(kind.name);
    if ('signIn' in failure) expect(error).toMatchObject({ info: failure.signIn });
    if ('noAnswer' in failure) expect(error).toMatchObject({ clientRequestId: 'client-request-id' });
  });

  test('is told when the document is closed under it, and the next one opens another', async () => {
    const call = host.callOffscreen('cache', {});
    await posted();
    documents = 0;
    for (const closer of port().closers) closer();
    await expect(call).rejects.toMatchObject({ name: 'OffscreenGone' });
    const next = host.callOffscreen('cache', {});
    await vi.waitFor(() => expect(ports[1]?.posted).toHaveLength(1));
    expect(created).toBe(2);
    port().answer({ id: port().posted[0]?.id, value: {} });
    expect(await next).toEqual({});
  });

  test('a document that can’t be opened is an error, and the next call tries again', async () => {
    const createDocument = vi
      .spyOn(fakeBrowser.offscreen, 'createDocument')
      .mockRejectedValueOnce(new Error('busy'));
    await expect(host.callOffscreen('cache', {})).rejects.toThrow('busy');
    host.callOffscreen('cache', {}).catch(neverAnswered);
    await posted();
    expect(createDocument).toHaveBeenCalledTimes(2);
  });
});

describe('closing', () => {
  test('waits while something is under way', async () => {
    const call = host.callOffscreen('cache', {});
    await host.closeOffscreen();
    await posted();
    await host.closeOffscreen();
    expect(documents).toBe(1);
    port().answer({ id: port().posted[0]?.id, value: {} });
    await call;
    await host.closeOffscreen();
    expect(documents).toBe(0);
  });

  test('does not happen under somebody who asks meanwhile', async () => {
    const first = host.callOffscreen('cache', {});
    await posted();
    port().answer({ id: port().posted[0]?.id, value: {} });
    await first;
    const closed = host.closeOffscreen();
    const call = host.callOffscreen('cache', {});
    await closed;
    await vi.waitFor(() => expect(port().posted.length).toBeGreaterThan(0));
    port().answer({ id: port().posted.at(-1)?.id, value: { of: 'second' } });
    expect(await call).toEqual({ of: 'second' });
  });

  test.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'nor under a call that is just being sent (%i turns later)',
    async (turns) => {
      void host.callOffscreen('cache', {}).catch(() => undefined);
      await posted();
      port().answer({ id: port().posted[0]?.id, value: null });
      const closed = host.closeOffscreen();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const call = host.callOffscreen('holdsContent', { blobUrl: 'blob:1' });
      await closed;
      await vi.waitFor(() => expect(port().posted.at(-1)).toMatchObject({ name: 'holdsContent' }));
      expect(documents).toBe(1);
      port().answer({ id: port().posted.at(-1)?.id, value: true });
      expect(await call).toBe(true);
    },
  );

  test('and asking while it closes: another document', async () => {
    documents = 1;
    let go: () => void = () => {};
    const closeDocument = fakeBrowser.offscreen.closeDocument;
    Object.assign(fakeBrowser.offscreen, {
      closeDocument: () => new Promise<void>((resolve) => (go = () => resolve(closeDocument()))),
    });
    const first = host.callOffscreen('cache', {});
    await posted();
    port().answer({ id: port().posted[0]?.id, value: {} });
    await first;
    const closed = host.closeOffscreen();
    await vi.waitFor(() => expect(String(go)).toContain('resolve'));
    const call = host.callOffscreen('cache', {});
    go();
    await closed;
    await vi.waitFor(() => expect(ports).toHaveLength(2));
    await posted();
    port().answer({ id: port().posted[0]?.id, value: { of: 'second' } });
    expect([await call, created]).toEqual([{ of: 'second' }, 1]);
  });

  test('of nothing does nothing', async () => {
    const closeDocument = vi.spyOn(fakeBrowser.offscreen, 'closeDocument');
    await host.closeOffscreen();
    expect(closeDocument).not.toHaveBeenCalled();
  });
});
