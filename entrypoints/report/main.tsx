import { render } from 'preact';
import { browser } from 'wxt/browser';
import { beginWidePage } from '../../components/wide-page.ts';
import { startWorker } from '../../lib/report/client.ts';
import { meaningsIn } from './meanings.tsx';
import { Report } from './report.tsx';

beginWidePage('report_title');
const worker = startWorker();
const asked = new URLSearchParams(location.search);
const { kindWords } = await browser.storage.local.get('kindWords');
render(
  <Report
    worker={worker}
    meanings={meaningsIn(kindWords)}
    first={asked.get('export') ?? undefined}
    against={asked.get('compare') ?? undefined}
  />,
  document.body,
);
