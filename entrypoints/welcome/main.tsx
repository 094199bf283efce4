import { render } from 'preact';
import { loadStored } from '../../components/use-stored.ts';
import { beginWidePage } from '../../components/wide-page.ts';
import { Welcome } from './welcome.tsx';

beginWidePage('welcomeTitle');
render(<Welcome stored={await loadStored()} />, document.body);
