import type { ComponentChildren } from 'preact';
import { formatCount, t } from '../../lib/texts/i18n.ts';

interface Props {
  /** How many are listed, and how many of them are chosen. */
  found: number;
  selected: number;
  /** Whether the organization allows schedules. */
  schedules: boolean;
  onAll(all: boolean): void;
  onExport(): void;
  onSchedule(): void;
  /** How they are exported. */
  children: ComponentChildren;
}

/** What can be done with the views that are chosen. */
export function ChooseBar({ found, selected, schedules, onAll, onExport, onSchedule, children }: Props) {
  const all = found > 0 && selected === found;
  return (
    <div class="bar">
      <label class="choose">
        <input
          type="checkbox"
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = selected > 0 && !all;
          }}
          onChange={() => onAll(!all)}
        />
        {t('views_all')}
      </label>
      <button type="button" class="primary" disabled={selected === 0} onClick={onExport}>
        {t('views_exportSelected')}
      </button>
      {schedules ? (
        <button type="button" disabled={selected === 0} onClick={onSchedule}>
          {t('views_schedule')}
        </button>
      ) : (
        <span class="quiet">{t('views_noSchedules')}</span>
      )}
      {children}
      <span class="quiet">{selected > 0 ? t('views_selected', formatCount(selected)) : ''}</span>
    </div>
  );
}
