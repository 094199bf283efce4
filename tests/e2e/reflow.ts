import type { Page } from 'puppeteer-core';

/** What is not whole on a page, one line each: outside the window, cut off by what it stands in, behind other text. */
export const notWhole = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('dialog[open]') ?? document.body;
    const named = (text: string, what: string) => `${what}: ${text.trim().slice(0, 60)}`;
    const wrong: string[] = [];
    const seen: { text: string; rects: DOMRect[] }[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement: parent, textContent } = node;
      const text = textContent ?? '';
      if (!parent || text.trim() === '' || parent.localName === 'option') continue;
      if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
      let scrolls = false;
      let shortened = false;
      let hidden = false;
      let cut = false;
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const { overflowX, clipPath, textOverflow, webkitLineClamp, position } = getComputedStyle(box);
        hidden ||= clipPath === 'inset(50%)';
        scrolls ||= /auto|scroll/.test(overflowX);
        // Shortened with dots, the whole of it is told by the pointer.
        shortened ||= (textOverflow === 'ellipsis' || webkitLineClamp !== 'none') && !!box.closest('[title]');
        if (overflowX === 'hidden' && !scrolls && !shortened) {
          const { left, right, top, bottom } = box.getBoundingClientRect();
          cut ||= rects.some(
            (rect) =>
              rect.left < left - 1 ||
              rect.right > right + 1 ||
              rect.top < top - 4 ||
              rect.bottom > bottom + 4,
          );
        }
        if (position === 'fixed') break;
      }
      if (hidden || rects.length === 0) continue;
      if (cut) wrong.push(named(text, 'cut off'));
      // What scrolls within the page does so in two directions by its nature: a table, a list of values.
      if (scrolls || shortened) continue;
      if (rects.some(({ left, right }) => left < -1 || right > innerWidth + 1))
        wrong.push(named(text, 'outside'));
      if (parent.closest('[role=menu], fieldset.list')) continue;
      for (const other of seen)
        for (const a of rects)
          for (const b of other.rects) {
            const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (width > 2 && height > 6) wrong.push(named(`${text.trim()} | ${other.text}`, 'overlaps'));
          }
      seen.push({ text, rects });
    }
    return [...new Set(wrong)];
  });
