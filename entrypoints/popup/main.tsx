import { render } from 'preact';
import { loadStored } from '../../components/use-stored.ts';
import { t } from '../../lib/i18n.ts';
import { setLanguage } from '../../lib/language.ts';
import { Popup } from './popup.tsx';
import { loadTab } from './tab.ts';

setLanguage();
document.title = t('exportView');
const [stored, tab] = await Promise.all([loadStored(), loadTab()]);
render(<Popup stored={stored} tab={tab} />, document.body);
