import { MessageBar } from '../../components/message-bar.tsx';
import { isUnreadable, type Trouble } from '../../lib/okr/trouble.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';

const textOf = ({ code, value = '' }: Trouble): string => t(`trouble_${code}`, value);

/** What was opened is another kind of file: the next step is to open one of ours, as the empty page says by itself. */
const noneOfOurs = new Set<Trouble['code']>(['notAnExport', 'noKnownColumns', 'noRows', 'empty']);

/** Files that can't be read, and why; told at once to whoever listens. */
export function Unreadable(props: { troubles: Trouble[]; failure: string | undefined; opened: boolean }) {
  const { troubles, failure, opened } = props;
  return (
    <div role="alert" class="unreadable">
      {failure ? (
        <MessageBar intent="error" title={t('report_failed')}>
          <p>
            <bdi>{failure}</bdi>
          </p>
        </MessageBar>
      ) : null}
      {troubles.map((trouble) => (
        <MessageBar intent="error" key={`${trouble.file} ${trouble.code}`} title={trouble.file}>
          <p>
            {textOf(trouble)} {opened && noneOfOurs.has(trouble.code) ? t('report_empty_what') : ''}
          </p>
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
