import { render } from 'preact';
import { t } from '../../lib/i18n.ts';
import { setLanguage } from '../../lib/language.ts';
import { loadViews } from './use-views.ts';
import { Views } from './views.tsx';

setLanguage();
document.title = t('views');
render(<Views first={await loadViews()} />, document.body);
