/* The shell of the page: routes, navigation, and how the framework renders. Each view is made anew on every render. */
import { hostile } from './hostile.js';
import { explorer, navigation, notFound, plainPage } from './screens.js';

const root = document.getElementById('root');
const { tenant, behaviour, rows } = await (await fetch('/app/state.json')).json();
const begun = performance.now();

if (behaviour.rtl) document.documentElement.dir = 'rtl';

/** What an address shows. */
function routeOf({ pathname, searchParams }) {
  const [, organizationId, page] = /^\/org_uuid\/([^/]+)\/([\w-]+)\/?$/.exec(pathname) ?? [];
  const organization = tenant.organizations.find(({ id }) => id === organizationId);
  if (pathname === '/' || !page) return { page: pathname === '/' ? 'home' : 'missing' };
  if (page !== 'objective-explorer') return { page, organization };
  const view = organization?.views.find(({ id }) => id === searchParams.get('viewId'));
  return { page, organization, view, unsaved: !searchParams.get('viewId') };
}

const titles = { home: 'Home', dashboards: 'Dashboards', missing: 'Page not found' };

function render() {
  const route = routeOf(new URL(location.href));
  const name =
    route.page === 'objective-explorer'
      ? `${route.view?.title ?? 'Explorer'} - Explorer`
      : titles[route.page];
  document.title = `${name ?? 'Page not found'} - Viva Goals`.replace('Explorer - Explorer', 'Explorer');
  const late = performance.now() - begun < (behaviour.lateMs ?? 0);
  const screen =
    route.page === 'objective-explorer'
      ? explorer(route, rows, { ...behaviour, late })
      : titles[route.page]
        ? plainPage(titles[route.page])
        : notFound();
  const shell = document.createElement('div');
  shell.className = 'shell';
  shell.append(navigation(tenant, route), screen);
  root.replaceChildren(shell);
}

function go(url, replace = false) {
  history[replace ? 'replaceState' : 'pushState']({}, '', url);
  render();
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[href]');
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(link.href);
});
addEventListener('popstate', render);
window.vivaGoals = { go };

const policy = window.trustedTypes?.createPolicy('app', { createHTML: (html) => html });

render();
if (behaviour.lateMs) setTimeout(render, behaviour.lateMs);
if (behaviour.rerenderMs)
  setInterval(() => {
    const title = document.querySelector('.title');
    title?.replaceWith(title.cloneNode(true));
  }, behaviour.rerenderMs);
if (behaviour.wipeMs)
  setInterval(() => {
    root.innerHTML = policy ? policy.createHTML('') : '';
    render();
  }, behaviour.wipeMs);
if (behaviour.ticker)
  setInterval(() => {
    const ticker = document.querySelector('.ticker');
    if (ticker) ticker.replaceChildren(new Date().toISOString());
  }, 5);
if (behaviour.hostile) hostile();
