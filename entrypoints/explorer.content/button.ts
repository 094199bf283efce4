import { browser } from 'wxt/browser';
import type { ExplorerPage } from '../../lib/goals/explorer-view.ts';
import { sameView } from '../../lib/goals/explorer-view.ts';
import { type StatusChanged, send, type ViewStatus } from '../../lib/messages/messages.ts';
import { Refused } from '../../lib/problems/refused.ts';
import { formatElapsed, t } from '../../lib/texts/i18n.ts';
import css from './button.css?inline';
import { labelOf } from './label.ts';
import { makeParts } from './parts.ts';
import { keepInPlace } from './place.ts';

/** Puts the button onto the page, and keeps it there and up to date until `signal` aborts. */
export function showButton(page: ExplorerPage, signal: AbortSignal): void {
  const host = document.createElement('export-view');
  // Closed: the page's scripts can't reach in. None of them can press the button either (isTrusted).
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = css;
  const { button, state, clock, why, problem, live } = makeParts();
  root.append(style, button, why, live);

  let asked = false;
  let last: ViewStatus = { needsSetUp: false };
  const show = (status: ViewStatus) => {
    last = status;
    const label = labelOf(page, asked, status);
    state.textContent = label.text;
    button.dataset.look = label.look;
    button.ariaBusy = String(label.look === 'busy');
    problem.textContent = label.problem;
    why.hidden = !label.problem;
    // Once: the background tells the same again and again.
    const spoken = label.spoken && t('named', t('exportView'), label.spoken);
    if (live.textContent !== spoken) live.textContent = spoken;
    run(label.look === 'busy' ? status.startedAt : undefined);
  };

  let timer: ReturnType<typeof setInterval> | undefined;
  const run = (startedAt: number | undefined) => {
    clearInterval(timer);
    clock.textContent = '';
    if (startedAt === undefined) return;
    const tick = () => {
      // Updated or removed meanwhile: nobody will tell how the export goes on.
      if (!browser.runtime?.id) return orphaned();
      clock.textContent = formatElapsed(Date.now() - startedAt);
    };
    tick();
    timer = setInterval(tick, 1000);
  };

  const view = 'view' in page ? page.view : undefined;
  // Looked up in time: without its extension the script can't.
  const reload = t('button_reload');
  const fail = (error?: unknown) => {
    if (error instanceof Refused) show({ needsSetUp: false, problem: { code: error.code } });
    else state.textContent = reload;
  };
  const orphaned = () => {
    run(undefined);
    fail();
  };
  // The background may be starting anew, or the extension may have been updated.
  const press = (event: Event) => {
    if (!event.isTrusted) return;
    if (!asked && browser.runtime?.id) {
      asked = true;
      show(last);
    }
    (view ? send('exportThisView', { view }) : send('showDetails', {})).catch(fail);
  };
  button.addEventListener('click', press);
  why.addEventListener('click', (event) => event.isTrusted && send('showDetails', {}).catch(fail));

  const onMessage = (message: unknown) => {
    const { name, view: changed, status } = (message ?? {}) as Partial<StatusChanged>;
    if (name === 'statusChanged' && view && changed && status && sameView(view, changed)) show(status);
  };
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener('abort', () => {
    host.remove();
    clearInterval(timer);
    browser.runtime?.onMessage.removeListener(onMessage);
  });

  show({ needsSetUp: false });
  keepInPlace(host, signal);
  const ask = () => {
    if (view) send('viewStatus', { view }).then((status) => signal.aborted || show(status), fail);
  };
  // Back from the back/forward cache: what was told meanwhile did not arrive.
  addEventListener('pageshow', ({ persisted }) => persisted && ask(), { signal });
  // A prerendered page is in no tab yet; the background would refuse it.
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', ask, { signal, once: true });
  else ask();
}
