import { browser } from '../browser/browser.ts';
import { fieldsOf } from '../data/data.ts';
import { type ExplorerView, keyOf } from '../goals/explorer-view.ts';
import { t, withoutIsolates } from '../texts/i18n.ts';
import type { Job } from './job.ts';

/** The user's own names of views, under `names` in `storage.local`. */
export type ViewNames = Record<string, string>;

/** Longer names are cut (characters). */
export const longestName = 120;

/** What the user calls a view; undefined when they gave it no name. */
export const nameIn = (names: ViewNames, view: ExplorerView): string | undefined => names[keyOf(view)];

/** What a view without a name is called: the beginning of its id tells it from others. */
export const unnamed = ({ explorerViewId }: ExplorerView): string =>
  withoutIsolates(t('unnamedView', explorerViewId.slice(0, 8)));

/** What an export's view is called: by the user, else by its page, else as one without a name. */
export const nameOf = ({ view, title }: Pick<Job, 'view' | 'title'>, names: ViewNames): string =>
  nameIn(names, view) ?? title ?? unnamed(view);

/** The names among the contents of `storage.local`. */
export const namesIn = ({ names }: Record<string, unknown>): ViewNames => fieldsOf(names) as ViewNames;

export const loadViewNames = async (): Promise<ViewNames> =>
  namesIn(await browser.storage.local.get('names'));
