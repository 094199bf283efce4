import { render } from 'preact';
import { browser } from 'wxt/browser';
import { t } from '../../lib/i18n.ts';
import { setLanguage } from '../../lib/language.ts';
import { startWorker } from './client.ts';
import { exportIn } from './kept.ts';
import { meaningsIn } from './meanings.tsx';
import { Report } from './report.tsx';

setLanguage();
document.title = t('report_title');
const worker = startWorker();
const { kindWords } = await browser.storage.local.get('kindWords');
render(
  <Report worker={worker} meanings={meaningsIn(kindWords)} first={exportIn(location.search)} />,
  document.body,
);
