import { type Fields, isObject, isText } from '../data/data.ts';
import { type ExplorerView, isExplorerView } from '../goals/explorer-view.ts';
import { isJobId } from '../graph/decode.ts';
import type { ServiceExports } from '../jobs/elsewhere.ts';
import { type Rule, readRule } from '../schedule/rule.ts';
import type { Settings } from '../settings/catalogue.ts';
import { viewsAtMost } from '../views/view.ts';
import type { ViewStatus } from './messages.ts';

export type Sender = 'explorerPage' | 'ownPage';

type Nothing = Record<string, never>;
type Check = (input: Fields) => boolean;

/** A kind of message to the background: who may send it, what it has to hold (whatever TypeScript says: senders are other processes), and what comes back. */
export interface Row<In, Out> {
  from: Sender;
  holds: Check;
  /** Of the types alone. */
  types?: [In, Out];
}

const page = <In, Out = unknown>(holds: Check): Row<In, Out> => ({ from: 'explorerPage', holds });
const own = <In, Out = unknown>(holds: Check): Row<In, Out> => ({ from: 'ownPage', holds });

const nothing: Check = () => true;
const aView: Check = ({ view }) => isExplorerView(view);
const someViews: Check = ({ views }) =>
  Array.isArray(views) && views.length > 0 && views.length <= viewsAtMost && views.every(isExplorerView);
const maybeOneFile: Check = ({ oneFile = false }) => typeof oneFile === 'boolean';
const aJob: Check = ({ jobId }) => isText(jobId) && jobId !== '';

type View = { view: ExplorerView };
type Views = { views: ExplorerView[] };
/** Whether they also become one Excel file. */
type OneFile = { oneFile?: boolean };
type OfJob = { jobId: string };

/** Every message to the background. An Explorer page speaks of the view that its own tab shows, and of nothing else. */
export const messageTable = {
  exportThisView: page<View>(aView),
  viewStatus: page<View, ViewStatus>(aView),
  showDetails: page<Nothing>(nothing),

  /** `view` is the one that the user saw; when the tab shows another by now, nothing is exported. */
  exportTab: own<View & { tabId: number }>((input) => Number.isInteger(input.tabId) && aView(input)),
  exportView: own<View>(aView),
  /** Fetches the result of a job that the service has already. */
  fetchExport: own<View & { exportJobId: string }>((input) => aView(input) && isJobId(input.exportJobId)),
  listServiceExports: own<{ goalsOrganizationId: string }, ServiceExports>(({ goalsOrganizationId }) =>
    aView({ view: { goalsOrganizationId, explorerViewId: 'any' } }),
  ),
  /** An empty name takes it back. */
  renameView: own<View & { name: string }>((input) => aView(input) && isText(input.name)),
  /** `host`: the user agreed to have the file fetched from there. */
  retry: own<OfJob & { host?: string }>(
    (input) => aJob(input) && (input.host === undefined || isText(input.host)),
  ),
  cancel: own<OfJob>(aJob),
  remove: own<OfJob>(aJob),
  removeBroken: own<Nothing>(nothing),
  signIn: own<{ choose: boolean }>(({ choose }) => typeof choose === 'boolean'),
  signOut: own<Nothing>(nothing),
  saveSettings: own<{ settings: Partial<Settings> }>(({ settings }) => isObject(settings)),
  addViews: own<Views & { source: 'pasted' | 'service' }>(
    (input) => someViews(input) && (input.source === 'pasted' || input.source === 'service'),
  ),
  removeView: own<View>(aView),
  /** Comes back with the batch's id. */
  exportSelected: own<Views & OneFile, string>((input) => someViews(input) && maybeOneFile(input)),
  /** `rule` null: from now on none. */
  setSchedule: own<Views & OneFile & { rule: Rule | null }>(
    (input) =>
      someViews(input) && maybeOneFile(input) && (input.rule === null || readRule(input.rule) !== undefined),
  ),
};

export type MessageName = keyof typeof messageTable;
type TypesOf<R> = R extends Row<infer In, infer Out> ? { input: In; output: Out } : never;
export type Messages = { [K in MessageName]: TypesOf<(typeof messageTable)[K]> };
