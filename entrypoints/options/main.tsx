import { render } from 'preact';
import { t } from '../../lib/i18n.ts';
import { setLanguage } from '../../lib/language.ts';
import { loadLayers } from '../../lib/storage.ts';
import { Options } from './options.tsx';

setLanguage();
document.title = t('optionsTitle');
render(<Options first={await loadLayers()} />, document.body);
