import { render } from 'preact';
import { beginWidePage } from '../../components/wide-page.ts';
import { loadViews } from './use-views.ts';
import { Views } from './views.tsx';

beginWidePage('views');
render(<Views first={await loadViews()} />, document.body);
