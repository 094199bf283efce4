import { onWritten, useFresh } from '../../components/use-fresh.ts';
import { adminConsentUrl } from '../../lib/auth/sign-in-config.ts';
import { loadSettings } from '../../lib/storage/storage.ts';
import { type Batch, type Progress, progressOf } from '../../lib/views/batch.ts';
import { jobsOf, loadKnown } from '../../lib/views/known.ts';
import { type ListedView, listViews } from '../../lib/views/list.ts';

/** What the page shows. */
export interface ViewsState {
  views: ListedView[];
  /** The newest batch of several views, and how far it is. */
  batch?:
    | (Pick<Batch, 'id' | 'by' | 'startedAt' | 'items' | 'changes' | 'workbook'> & {
        ended: boolean;
        progress: Progress;
      })
    | undefined;
  /** Whether copies are kept, of which one Excel file can be made. */
  copies: boolean;
  /** Whether the organization lets views be exported on a schedule. */
  schedules: boolean;
  /** Where an administrator consents, once the set-up says for which app. */
  adminConsentUrl?: string | undefined;
}

export async function loadViews(): Promise<ViewsState> {
  const known = await loadKnown();
  const [views, settings] = await Promise.all([listViews(known), loadSettings()]);
  const { schedules, keepCopies, clientId } = settings;
  const newest = known.batches.toSorted((a, b) => b.startedAt - a.startedAt)[0];
  return {
    views,
    schedules,
    copies: keepCopies > 0,
    batch: newest && (await stateOf(newest)),
    adminConsentUrl: clientId ? adminConsentUrl(settings) : undefined,
  };
}

async function stateOf(batch: Batch): Promise<NonNullable<ViewsState['batch']>> {
  const progress = progressOf(batch, await jobsOf([batch]));
  return { ...batch, ended: batch.finishedAt !== undefined, progress };
}

/** Changes come in swarms: the storage is read once they pause (ms), and a swarm without a pause now and then. */
const pause = 150;

/** The list, kept up to date. */
export const useViews = (first: ViewsState) => useFresh({ first, load: loadViews, listen: onSwarm });

function onSwarm(reload: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = onWritten(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      reload();
    }, pause);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}
