import { render } from 'preact';
import { loadStored } from '../../components/use-stored.ts';
import { beginWidePage } from '../../components/wide-page.ts';
import { History } from './history.tsx';

beginWidePage('historyTitle');
render(<History stored={await loadStored()} />, document.body);
