import { useState } from 'preact/hooks';
import { ActionMenu } from '../../components/action-menu.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import { useFocusBack } from '../../components/use-focus-back.ts';
import { baseName } from '../../lib/files/file-name.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { problemOf } from '../../lib/jobs/status.ts';
import { nameOf, type ViewNames } from '../../lib/jobs/view-names.ts';
import { capitalized, formatBytes, formatClock, formatWhen, t } from '../../lib/texts/i18n.ts';
import { menuOf } from './deeds.ts';
import { Details } from './details.tsx';
import { NameForm } from './name-form.tsx';
import { firstOffer } from './offer.ts';
import { State } from './state.tsx';

export interface RowProps {
  job: Job;
  now: number;
  /** The day stands above. */
  ofDay: boolean;
  /** Its batch stands above. */
  ofBatch: boolean;
  names: ViewNames;
  deeds: Deeds;
  adminConsentUrl?: string | undefined;
  /** The page was opened for it. */
  wanted: boolean;
  onRename(name: string): void;
}

/** One export of the history: its row, and below it, where asked for, all that is known of it. */
export function Row({ job, now, ofDay, ofBatch, names, deeds, adminConsentUrl, wanted, onRename }: RowProps) {
  const { file, requestedAt } = job;
  const name = nameOf(job, names);
  const [opened, setOpened] = useState<'menu' | 'state' | undefined>(wanted ? 'menu' : undefined);
  const [renaming, setRenaming] = useState(false);
  const row = useFocusBack<HTMLTableRowElement>(renaming || opened !== undefined);
  const first = firstOffer(job, deeds);
  const fileName = file && baseName(file.name);
  const own = {
    rename: () => setRenaming(true),
    details: () => setOpened(opened ? undefined : 'menu'),
  };
  return (
    <>
      <tr ref={row} class={ofBatch ? 'export of-batch' : 'export'}>
        <th scope="row">
          {renaming ? (
            <NameForm name={name} onRename={onRename} onClose={() => setRenaming(false)} />
          ) : (
            <span class="two-lines" title={name}>
              <bdi>{name}</bdi>
            </span>
          )}
        </th>
        <td class="when">{ofDay ? formatClock(requestedAt) : capitalized(formatWhen(requestedAt, now))}</td>
        <td class="file">
          {file ? (
            <span class="name-and-size">
              <bdi>{fileName}</bdi> <span class="quiet">{formatBytes(file.bytes)}</span>
            </span>
          ) : (
            <span aria-hidden="true">–</span>
          )}
        </td>
        <td class="state">
          {problemOf(job) ? (
            <button
              type="button"
              class="link"
              aria-expanded={opened !== undefined}
              onClick={() => setOpened(opened ? undefined : 'state')}
            >
              <State job={job} now={now} />
            </button>
          ) : (
            <State job={job} now={now} />
          )}
        </td>
        <td class="deeds" data-removes={deeds.remove ? '' : undefined}>
          {first ? (
            <button type="button" onClick={deeds[first[0]]}>
              {t(first[1], problemOf(job)?.value ?? '')}
            </button>
          ) : null}
          <ActionMenu label={t('history_more', name)} items={menuOf(job, deeds, first, own)} />
        </td>
      </tr>
      {opened ? (
        <tr class={ofBatch ? 'more of-batch' : 'more'}>
          <td colSpan={5}>
            <Details
              job={job}
              name={name}
              now={now}
              adminConsentUrl={adminConsentUrl}
              focus={opened === 'menu'}
              onClose={() => setOpened(undefined)}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
}
