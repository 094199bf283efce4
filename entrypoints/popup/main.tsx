import { render } from 'preact';
import { loadStoredFor } from '../../components/use-stored.ts';
import { missingSites } from '../../lib/browser/site-access.ts';
import { readExplorerView } from '../../lib/goals/explorer-view.ts';
import { t } from '../../lib/texts/i18n.ts';
import { setLanguage } from '../../lib/texts/language.ts';
import { Popup } from './popup.tsx';
import { loadTab } from './tab.ts';
import { ringAfterKey } from './use-primary-focus.ts';

setLanguage();
ringAfterKey();
document.title = t('exportView');
const shown = loadTab();
const [stored, tab, missing] = await Promise.all([
  loadStoredFor(shown.then(({ url }) => readExplorerView(url))),
  shown,
  missingSites(),
]);
render(<Popup stored={stored} tab={tab} missing={missing} />, document.body);
