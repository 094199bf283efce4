import { render } from 'preact';
import { beginWidePage } from '../../components/wide-page.ts';
import { loadLayers } from '../../lib/storage/storage.ts';
import { Options } from './options.tsx';

beginWidePage('optionsTitle');
render(<Options first={await loadLayers()} />, document.body);
