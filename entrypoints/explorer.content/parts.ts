import exportIcon from 'fluent-icon:arrow-download-16-regular';
import { busyStatuses } from '../../lib/jobs/status.ts';
import { t } from '../../lib/texts/i18n.ts';
import { setLanguage } from '../../lib/texts/language.ts';

/** What the button is made of. */
export function makeParts() {
  const button = element('button', 'main');
  button.type = 'button';
  const label = element('span', 'label', t('exportView'));
  const state = element('span', 'state');
  const clock = element('span', 'clock');
  clock.ariaHidden = 'true';
  const shown = element('span', 'shown');
  shown.append(label, state, clock);
  const labels = element('span', 'labels');
  // The last one is painted over the others, whose unseen words have a surface where colours are forced.
  labels.append(...rooms(), shown);
  button.append(labels);
  // An outline costs less in a style sheet than as elements.
  button.style.setProperty('--icon', `path("${exportIcon}")`);

  const why = element('button', 'why');
  why.type = 'button';
  const problem = element('span', 'problem');
  why.append(problem, element('span', 'link', t('button_problem')));
  const live = element('span', 'live');
  live.role = 'status';
  // The page may be in another language, and read the other way; what it can see, the host, does not tell it ours.
  for (const part of [button, why, live]) setLanguage(part);
  return { button, state, clock, why, problem, live };
}

/** The button is as wide at rest as it will be while it is busy: its neighbours stay where they are. */
const rooms = (): HTMLElement[] =>
  [...busyStatuses.map((status) => `${t(`status_${status}`)} 00:00`), t('status_done')].map((text) => {
    const room = element('span', 'room');
    room.dataset.text = text;
    return room;
  });

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
