/*
 * What an attacker does to find out what can be had, to run in whichever world they hold.
 */

/** Tries to load each file of the extension in each way that a page has. Returns what could be loaded. */
export async function loadAsResources(id: string, files: string[]): Promise<string[]> {
  const loaded: string[] = [];
  const element = (file: string, tag: string, attributes: Record<string, string>) =>
    new Promise<void>((resolve) => {
      const made = Object.assign(document.createElement(tag), attributes);
      made.onload = () => {
        loaded.push(`${tag} ${file}`);
        resolve();
      };
      made.onerror = () => resolve();
      document.head.append(made);
    });
  const settled = async (file: string, how: string, promise: Promise<unknown>) => {
    if (await promise.then(Boolean, () => false)) loaded.push(`${how} ${file}`);
  };
  await Promise.all(
    files.flatMap((file) => {
      const url = `chrome-extension://${id}/${file}`;
      return [
        settled(file, 'fetch', fetch(url)),
        settled(file, 'fetch opaque', fetch(url, { mode: 'no-cors' })),
        element(file, 'script', { type: 'module', src: url }),
        element(file, 'img', { src: url }),
        element(file, 'script', { src: url }),
        element(file, 'link', { rel: 'stylesheet', href: url }),
      ];
    }),
  );
  return loaded;
}

/** Reads and writes the extension's storage: why each try failed, or what it brought. */
export async function readStorage(): Promise<unknown[]> {
  const { local, session } = chrome.storage;
  const tries: (() => Promise<unknown>)[] = [
    () => local.get(null),
    () => local.set({ settings: { clientId: 'evil' } }),
    () => local.clear(),
    () => session.get(null),
    () => session.set({ tokenCache: {} }),
    () => local.setAccessLevel({ accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS' }),
    () => session.setAccessLevel({ accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS' }),
  ];
  return Promise.all(
    tries.map(async (attempt) => {
      try {
        return await attempt();
      } catch (error) {
        return String(error);
      }
    }),
  );
}

/** Writes down whatever reaches this world of the extension, into `heard`. */
export function listenToAll(): void {
  const heard: unknown[] = [];
  Object.assign(globalThis, { heard });
  chrome.runtime.onMessage.addListener((message) => void heard.push(message));
  chrome.runtime.onConnect.addListener((port) => {
    heard.push(`port ${port.name}`);
    port.onMessage.addListener((message) => heard.push(message));
  });
  chrome.runtime.onMessageExternal?.addListener((message) => void heard.push(message));
  chrome.runtime.onConnectExternal?.addListener((port) => void heard.push(`port ${port.name}`));
  chrome.webRequest?.onBeforeSendHeaders.addListener(
    ({ url }) => void heard.push(`request to ${url}`),
    { urls: ['https://graph.microsoft.com/*', 'https://login.microsoftonline.com/*'] },
    ['requestHeaders', 'extraHeaders'],
  );
  chrome.storage.onChanged.addListener((changes, area) => void heard.push({ area, changes }));
}

/** Frames the extension's pages; done when every frame has loaded something. */
export async function frameAll(id: string): Promise<void> {
  const pages = ['popup.html', 'popup.html?tab=1', 'options.html', 'offscreen.html', 'manifest.json'];
  await Promise.all(
    pages.map(
      (name) =>
        new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.onload = frame.onerror = resolve;
          frame.src = `chrome-extension://${id}/${name}`;
          document.body.append(frame);
        }),
    ),
  );
}

/** What a listener in this world wrote down. */
export const heardBy = (): unknown[] => (globalThis as unknown as { heard: unknown[] }).heard;

/** Sends messages from wherever it runs: what came back, or why nothing did. `to` names the extension, else one's own. */
export const sendAll = (messages: unknown[], to?: string): Promise<unknown[]> =>
  Promise.all(
    messages.map(async (message) => {
      try {
        const sent = to ? chrome.runtime.sendMessage(to, message) : chrome.runtime.sendMessage(message);
        return { reply: await sent };
      } catch (error) {
        return { nobody: String(error) };
      }
    }),
  );

/** Opens the port to the offscreen document and gives orders: every answer, then `closed`. */
export const orderHost = (to?: string): Promise<unknown[]> =>
  new Promise((resolve) => {
    const heard: unknown[] = [];
    const port = to
      ? chrome.runtime.connect(to, { name: 'offscreen' })
      : chrome.runtime.connect({ name: 'offscreen' });
    port.onMessage.addListener((message) => heard.push(message));
    port.onDisconnect.addListener(() => resolve([...heard, 'closed']));
    for (const name of ['cache', 'silent', 'fetchContent', 'forget'])
      try {
        port.postMessage({ id: 1, name, input: { homeAccountId: '1', exportJobId: '1' } });
      } catch {
        // Closed already.
      }
  });
