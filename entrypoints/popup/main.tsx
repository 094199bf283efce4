import { render } from 'preact';
import { loadStoredFor } from '../../components/use-stored.ts';
import { missingSites } from '../../lib/browser/site-access.ts';
import { readExplorerView } from '../../lib/goals/explorer-view.ts';
import { t } from '../../lib/texts/i18n.ts';
import { setLanguage } from '../../lib/texts/language.ts';
import { Popup } from './popup.tsx';
import { loadTab } from './tab.ts';
import { ringAfterKey } from './use-primary-focus.ts';

const shown = loadTab();
// Asked before anything else is done: the browser answers meanwhile.
const asked = Promise.all([
  loadStoredFor(shown.then(({ url }) => readExplorerView(url))),
  shown,
  missingSites(),
]);
setLanguage();
ringAfterKey();
document.title = t('exportView');
const [stored, tab, missing] = await asked;
render(<Popup stored={stored} tab={tab} missing={missing} />, document.body);
