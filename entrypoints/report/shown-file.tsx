import dismiss from 'fluent-icon:dismiss-16-regular';
import { useRef } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';
import type { OpenFile } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { shortNames } from './alike.ts';
import { namedText } from './changes/from-to.ts';
import { viewNameOf } from './format.ts';

interface Props {
  files: OpenFile[];
  shown: number;
  onChoose(place: number): void;
  onClose(place: number): void;
}

/** Which of several open files is shown. */
export function ShownFile({ files, shown, onChoose, onClose }: Props) {
  const select = useRef<HTMLSelectElement>(null);
  if (files.length < 2) return null;
  return (
    <div class="shown-file">
      <select
        ref={select}
        aria-label={t('report_choose')}
        title={files[shown]?.name}
        value={String(shown)}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      >
        <FileOptions files={files} />
      </select>
      <button
        type="button"
        class="plain"
        aria-label={t('report_closeFile')}
        title={t('report_closeFile')}
        onClick={() => {
          onClose(shown);
          // With one file left both go: what says which is shown is where to go on.
          (files.length > 2 ? select.current : document.getElementById('report-title'))?.focus();
        }}
      >
        <Icon path={dismiss} size={16} />
      </button>
    </div>
  );
}

interface OptionsProps {
  files: OpenFile[];
  /** Places of those that are not offered. */
  but?: readonly (number | undefined)[];
  prefix?: string;
}

/** Alike names are told apart by their day, or by what is different in them; their whole names are their titles. */
export function FileOptions({ files, but = [], prefix = '' }: OptionsProps) {
  const views = files.map(({ name }) => viewNameOf(name));
  const names = shortNames(
    files.map((file, at) =>
      views.some((view, other) => other !== at && view === views[at])
        ? namedText(file)
        : (views[at] as string),
    ),
  );
  return files.map(({ name }, at) =>
    but.includes(at) ? null : (
      <option key={at} value={prefix + at} title={name}>
        {names[at]}
      </option>
    ),
  );
}
