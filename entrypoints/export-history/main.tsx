import { render } from 'preact';
import { loadStored } from '../../components/use-stored.ts';
import { t } from '../../lib/i18n.ts';
import { setLanguage } from '../../lib/language.ts';
import { History } from './history.tsx';

setLanguage();
document.title = t('historyTitle');
render(<History stored={await loadStored()} />, document.body);
