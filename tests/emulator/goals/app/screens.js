/** A tag with attributes and children. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {}))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  element.append(...children);
  return element;
}

/** The left side: pages of the organization and its saved views. */
export function navigation(tenant, route) {
  const organization = route.organization ?? tenant.organizations[0];
  const base = `/org_uuid/${organization.id}`;
  const link = (href, text, current) =>
    h('a', { href, title: text, 'aria-current': current ? 'page' : undefined }, text);
  return h(
    'nav',
    { 'aria-label': 'Viva Goals' },
    h('strong', {}, organization.name),
    link(`${base}/home`, 'Home', route.page === 'home'),
    link(`${base}/dashboards`, 'Dashboards', route.page === 'dashboards'),
    link(`${base}/objective-explorer`, 'Explorer', route.unsaved),
    h('h2', {}, 'Saved views'),
    ...organization.views.map((view) =>
      link(`${base}/objective-explorer?viewId=${view.id}`, view.title, view.id === route.view?.id),
    ),
  );
}

/** The Explorer with its toolbar, as far as the behaviour lets it show one. */
export function explorer({ view, unsaved }, rows, behaviour) {
  const toolbar = h('div', { class: 'toolbar' }, h('button', { type: 'button' }, 'Share'));
  if (!behaviour.noActions && !behaviour.late) toolbar.append(actionsMenu());
  if (behaviour.duplicateActions) {
    const hidden = actionsMenu();
    hidden.className = 'late';
    toolbar.prepend(hidden);
  }
  return h(
    'div',
    { class: 'content' },
    h(
      'header',
      { class: 'title' },
      h('h1', { dir: 'auto' }, view?.title ?? (unsaved ? 'All objectives' : 'View')),
      toolbar,
    ),
    h(
      'div',
      { class: 'pills' },
      ...['Time period: Q3 2025', 'Owner: anyone', 'Status: any'].map((text) =>
        h('button', { type: 'button' }, text),
      ),
    ),
    table(rows),
    h('p', { class: 'ticker', 'aria-hidden': 'true' }),
    behaviour.chatButton ? h('button', { class: 'chat', type: 'button' }, 'Chat with us') : '',
  );
}

function actionsMenu() {
  const button = h(
    'button',
    { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', class: 'actions-menu' },
    'Actions',
  );
  button.addEventListener('click', () => {
    const open = document.querySelector('.menu');
    open?.remove();
    button.setAttribute('aria-expanded', String(!open));
    if (!open)
      button.after(
        h(
          'div',
          { class: 'menu', role: 'menu' },
          ...['Export…', 'Duplicate view', 'Delete view'].map((text) =>
            h('button', { role: 'menuitem', type: 'button' }, text),
          ),
        ),
      );
  });
  return button;
}

function table(rows) {
  const head = ['Title', 'Owner', 'Progress', 'Status'];
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...head.map((text) => h('th', { scope: 'col' }, text)))),
    h(
      'tbody',
      {},
      ...rows.map(({ type, title, owner, progress, status }) =>
        h(
          'tr',
          { class: type === 'Objective' ? 'objective' : 'key-result' },
          h('td', { dir: 'auto' }, title),
          h('td', {}, owner),
          h(
            'td',
            {},
            h('progress', { max: '100', value: String(progress), 'aria-label': title }),
            ` ${progress} %`,
          ),
          h('td', {}, status),
        ),
      ),
    ),
  );
}

export const plainPage = (title) =>
  h('div', { class: 'content' }, h('h1', {}, title), h('p', {}, 'Nothing to export here.'));

export const notFound = () =>
  h('div', { class: 'content' }, h('h1', {}, 'Page not found'), h('p', {}, 'The page may have moved.'));
