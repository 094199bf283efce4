import type { CDPSession, Page } from 'puppeteer-core';
import { Gone, until } from '../browser/until.ts';

/** The extension's button on an Explorer page, as assistive technology sees it: its shadow root is closed to all else. */
export interface PageButton {
  /** "Export view", and its state behind it. */
  name: string;
  box: { x: number; y: number; width: number; height: number };
}

interface AxNode {
  role?: { value?: string };
  name?: { value?: string };
  backendDOMNodeId?: number;
}

const sessions = new WeakMap<Page, CDPSession>();

async function sessionOf(page: Page): Promise<CDPSession> {
  if (page.isClosed() || !page.browser().connected) throw new Gone('the page was closed');
  const known = sessions.get(page);
  // A session ends before its page, too.
  const session = known && !known.detached ? known : await page.createCDPSession();
  sessions.set(page, session);
  return session;
}

/** Every such button on the page: there should be one at most. */
export async function pageButtons(page: Page, name = /^Export view/): Promise<PageButton[]> {
  const session = await sessionOf(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  const buttons = nodes.filter((node) => node.role?.value === 'button' && name.test(node.name?.value ?? ''));
  return Promise.all(
    buttons.map(async (node) => {
      const { model } = await session.send('DOM.getBoxModel', {
        backendNodeId: node.backendDOMNodeId as number,
      });
      const [x = 0, y = 0] = model.border;
      return { name: node.name?.value ?? '', box: { x, y, width: model.width, height: model.height } };
    }),
  );
}

/** The button, once it stands on the page, and once its name is as expected. */
export const pageButton = (page: Page, name = /^Export view/, patience?: number): Promise<PageButton> =>
  until(`the button ${name} on the page`, async () => (await pageButtons(page, name))[0], patience);

/** What the button's live region says. */
export async function announced(page: Page): Promise<string> {
  const session = await sessionOf(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as {
    nodes: (AxNode & { nodeId: string; parentId?: string })[];
  };
  const status = nodes.filter((node) => node.role?.value === 'status').map((node) => node.nodeId);
  const text = nodes.filter(
    (node) => node.role?.value === 'StaticText' && status.includes(node.parentId ?? ''),
  );
  return text.map((node) => node.name?.value ?? '').join(' ');
}

/** Clicks the button as a hand would. */
export async function pressPageButton(page: Page, name?: RegExp): Promise<void> {
  await page.bringToFront();
  const { box } = await pageButton(page, name);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
