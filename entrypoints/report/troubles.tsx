import { MessageBar } from '../../components/message-bar.tsx';
import { isUnreadable, type Trouble } from '../../lib/okr/trouble.ts';
import { formatCount, inARow, t } from '../../lib/texts/i18n.ts';

const textOf = ({ code, value = '' }: Trouble): string => t(`trouble_${code}`, value);

/** What was opened is another kind of file: the next step is to open one of ours, as the empty page says by itself. */
const noneOfOurs = new Set<Trouble['code']>(['notAnExport', 'noKnownColumns', 'noRows', 'empty']);

/** How many files are told of one by one; a folder may hold hundreds that are something else. */
const most = 4;

/** Files that can't be read, and why; told at once to whoever listens. */
export function Unreadable(props: { troubles: Trouble[]; failure: string | undefined; opened: boolean }) {
  const { troubles, failure, opened } = props;
  const folders = troubles.filter(({ code }) => code === 'folderCut');
  const files = troubles.filter(({ code }) => code !== 'folderCut');
  return (
    <div role="alert" class="unreadable">
      {failure ? (
        <MessageBar intent="error" title={t('report_failed')}>
          <p>
            <bdi>{failure}</bdi>
          </p>
        </MessageBar>
      ) : null}
      {files.length > most ? (
        <MessageBar intent="error" title={t('report_unreadable', formatCount(files.length))}>
          <ul>
            {files.map((trouble, at) => (
              <li key={at}>
                <strong>
                  <bdi>{trouble.file}</bdi>
                </strong>{' '}
                {textOf(trouble)}
              </li>
            ))}
          </ul>
          {opened && files.some(({ code }) => noneOfOurs.has(code)) ? <p>{t('report_empty_what')}</p> : null}
        </MessageBar>
      ) : (
        files.map((trouble, at) => (
          <MessageBar intent="error" key={at} title={trouble.file}>
            <p>
              {inARow(textOf(trouble), opened && noneOfOurs.has(trouble.code) ? t('report_empty_what') : '')}
            </p>
          </MessageBar>
        ))
      )}
      {folders.map((trouble, at) => (
        <MessageBar intent="warning" key={at} title={trouble.file}>
          <p>{textOf(trouble)}</p>
        </MessageBar>
      ))}
    </div>
  );
}

/** Single values that can't be read as they were meant; the rest is shown. */
export function Doubts({ troubles }: { troubles: Trouble[] }) {
  const doubts = troubles.filter(({ code }) => !isUnreadable(code));
  if (doubts.length === 0) return null;
  const count = doubts.reduce((sum, { count: times = 1 }) => sum + times, 0);
  return (
    <details class="card doubts">
      <summary>{t('report_doubts', formatCount(count))}</summary>
      <ul>
        {doubts.slice(0, 200).map((doubt, at) => (
          <li key={at}>
            {textOf(doubt)}{' '}
            <span class="quiet">
              {[
                doubt.file,
                doubt.row === undefined ? '' : t('report_row', formatCount(doubt.row)),
                doubt.column ?? '',
                doubt.value ? `“${doubt.value}”` : '',
                doubt.count && doubt.count > 1 ? `× ${formatCount(doubt.count)}` : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
