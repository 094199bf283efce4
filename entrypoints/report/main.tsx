import { render } from 'preact';
import { browser } from 'wxt/browser';
import { beginWidePage } from '../../components/wide-page.ts';
import { startWorker } from '../../lib/report/client.ts';
import { compareIn, exportIn } from './kept.ts';
import { meaningsIn } from './meanings.tsx';
import { Report } from './report.tsx';

beginWidePage('report_title');
const worker = startWorker();
const { kindWords } = await browser.storage.local.get('kindWords');
render(
  <Report
    worker={worker}
    meanings={meaningsIn(kindWords)}
    first={exportIn(location.search)}
    against={compareIn(location.search)}
  />,
  document.body,
);
