import { render } from 'preact';
import { loadStored } from '../../components/use-stored.ts';
import { t } from '../../lib/i18n.ts';
import { setLanguage } from '../../lib/language.ts';
import { Welcome } from './welcome.tsx';

setLanguage();
document.title = t('welcomeTitle');
render(<Welcome stored={await loadStored()} />, document.body);
