import { browser } from 'wxt/browser';
import { takeTheme } from './theme.ts';

/** How long the page may be busy with itself before the button is put back (ms). */
const settleTime = 50;
/** How long the page may go without an "Actions" menu, as it does while it loads, before a corner has to do (ms). */
const cornerAfter = 700;
const edge = 16;

/**
 * Keeps `host` on the page until `signal` aborts: beside the "Actions" menu where there is one, else in a corner that
 * covers no control; put back whenever the page replaces what it stands in.
 */
export function keepInPlace(host: HTMLElement, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let missingSince: number | undefined;
  const placeIn = (ms: number) => {
    if (performance.now() + ms >= due) return;
    clearTimeout(timer);
    due = performance.now() + ms;
    timer = setTimeout(place, ms);
  };
  const place = () => {
    due = Number.POSITIVE_INFINITY;
    if (signal.aborted) return;
    // Left behind by an update, it stays where it is: what took its place would throw it out again and again.
    if (!browser.runtime?.id && !host.isConnected) return;
    removeOthers(host);
    const actions = findActions();
    if (actions) {
      missingSince = undefined;
      host.hidden = false;
      host.dataset.place = 'beside';
      takeTheme(host, actions);
      if (actions.previousElementSibling !== host) actions.before(host);
      return;
    }
    missingSince ??= performance.now();
    const left = missingSince + cornerAfter - performance.now();
    if (left > 0) return placeIn(left);
    host.dataset.place = 'corner';
    takeTheme(host, document.body);
    if (host.parentElement !== document.body) document.body.append(host);
    moveToFreeCorner(host);
  };
  const soon = () => placeIn(settleTime);
  const observer = new MutationObserver(soon);
  observer.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener('resize', soon, { signal });
  addEventListener('scroll', soon, { signal, capture: true, passive: true });
  // A page that turns dark says so there.
  const themes = new MutationObserver(soon);
  for (const part of [document.documentElement, document.body])
    themes.observe(part, { attributeFilter: ['class', 'style', 'data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', soon, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    themes.disconnect();
    clearTimeout(timer);
  });
  place();
}

/**
 * The button of an earlier run of the extension, which nobody answers any more (Firefox runs this script anew in open pages when the
 * extension is updated, or switched off and on), or a copy that the page made of ours.
 */
function removeOthers(host: HTMLElement): void {
  for (const other of document.querySelectorAll(host.localName)) if (other !== host) other.remove();
}

/**
 * What the menu is called in the languages that the page may have; where it is called otherwise, a corner does. What is no letter
 * (an icon of a font, a number) may stand around it.
 */
const names =
  /^\P{L}*(actions|aktionen|acciones|azioni|acties|ações|アクション|操作|작업|(ال)?إجراءات)\P{L}*(menu)?$/iu;

/** The page's own "Actions" menu button; those of single rows are others. */
const findActions = (): Element | undefined =>
  [...document.querySelectorAll('button,[role=button]')].find(
    (candidate) =>
      names.test(candidate.getAttribute('aria-label') ?? `${candidate.textContent}`) &&
      !candidate.closest('tr,[role=row]') &&
      candidate.checkVisibility({ visibilityProperty: true }),
  );

const controls =
  'a[href],button,input,select,textarea,summary,iframe,video,[role=button],[role=link],[role=menuitem],[role=tab],[tabindex]:not([tabindex="-1"]),[contenteditable=true]';

/** The first corner with no control beneath; with none free the button hides: popup, menu and keyboard are left. */
function moveToFreeCorner(host: HTMLElement): void {
  host.hidden = false;
  const { width, height } = host.getBoundingClientRect();
  const right = innerWidth - width - edge;
  const bottom = innerHeight - height - edge;
  const corners = [
    [right, bottom],
    [edge, bottom],
    [right, edge],
    [edge, edge],
  ] as const;
  const free = corners.find(([x, y]) => !coversControl(host, x, y, width, height));
  host.hidden = !free;
  if (!free) return;
  // Held by the window's own edges: a label that grows later grows inwards.
  const [x, y] = free;
  const held = [y === edge, x === right, y === bottom, x === edge];
  host.style.inset = held.map((is) => (is ? `${edge}px` : 'auto')).join(' ');
}

function coversControl(host: HTMLElement, left: number, top: number, width: number, height: number): boolean {
  for (let x = 0; x <= 4; x++)
    for (let y = 0; y <= 2; y++)
      for (const hit of document.elementsFromPoint(left + (width * x) / 4, top + (height * y) / 2))
        if (hit !== host && hit.closest(controls)) return true;
  return false;
}
