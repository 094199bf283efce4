import { type Opened, type Preset, presets, type Query } from '../../lib/report/protocol.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { formatPercent, kindText, statusText, toneOf } from './format.ts';
import type { Filters } from './use-filters.ts';

interface Props {
  opened: Opened;
  query: Query;
  filters: Filters;
}

/** Who has had no check-in for longer has had none for less either: one number is told once, of the longest time. */
function isSaidByLonger(preset: Preset, { presets: counts }: Opened): boolean {
  const longer = noCheckIn.slice(noCheckIn.indexOf(preset) + 1);
  return noCheckIn.includes(preset) && longer.some((other) => counts[other] === counts[preset]);
}
const noCheckIn: Preset[] = ['noCheckIn7', 'noCheckIn14', 'noCheckIn30'];

/** How the goals stand, in numbers; each of them shows whom it counts. */
export function SummaryOf({ opened, query, filters }: Props) {
  const { okrs, checkIns, progress, groups } = opened;
  const attention = presets.filter(
    (preset) => preset === query.preset || (opened.presets[preset] > 0 && !isSaidByLonger(preset, opened)),
  );
  // Of a column that is missing or empty there is nothing to tell.
  const told = (all: Opened['groups']['status']) => (all.some(({ value }) => value !== '') ? all : []);
  const [kinds, statuses] = [told(groups.kind), told(groups.status)];
  return (
    <section class="card summary" aria-labelledby="summary">
      <h2 id="summary">{t('report_summary')}</h2>
      <div class="figures">
        <button type="button" class="figure" onClick={filters.clear}>
          <span>{t('report_okrs')}</span> <b>{formatCount(okrs)}</b>
        </button>
        {progress === undefined ? null : (
          <p class="figure">
            <span>{t('report_meanProgress')}</span> <b>{formatPercent(progress, 0)}</b>
          </p>
        )}
        {opened.hasCheckIns ? (
          <p class="figure">
            <span>{t('report_column_checkIns')}</span> <b>{formatCount(checkIns)}</b>
          </p>
        ) : null}
        <div class="chips kinds">
          {kinds.map(({ value, count }) => (
            <Chip
              key={value}
              label={kindText(value)}
              count={count}
              pressed={query.chosen.kind?.includes(value) === true}
              onPress={() => filters.toggle('kind', value)}
            />
          ))}
        </div>
      </div>
      {statuses.length > 0 ? (
        <div class="part">
          <h3>{t('report_column_status')}</h3>
          <div class="stack" aria-hidden="true">
            {statuses.map(({ value, count }) => (
              <span key={value} class={`tone ${toneOf(value)}`} style={{ flexGrow: count }} />
            ))}
          </div>
          <div class="chips">
            {statuses.map(({ value, count }) => (
              <Chip
                key={value}
                tone={toneOf(value)}
                label={statusText(value)}
                count={count}
                pressed={query.chosen.status?.includes(value) === true}
                onPress={() => filters.toggle('status', value)}
              />
            ))}
          </div>
        </div>
      ) : null}
      {attention.length > 0 ? (
        <div class="part">
          <h3>{t('report_attention')}</h3>
          <div class="chips">
            {attention.map((preset: Preset) => (
              <Chip
                key={preset}
                label={t(`report_preset_${preset}`)}
                count={opened.presets[preset]}
                pressed={query.preset === preset}
                onPress={() => filters.preset(preset)}
              />
            ))}
          </div>
        </div>
      ) : null}
    </section>
  );
}

interface ChipProps {
  label: string;
  count: number;
  tone?: string;
  pressed: boolean;
  onPress(): void;
}

/** A number that is a filter. */
export function Chip({ label, count, tone, pressed, onPress }: ChipProps) {
  return (
    <button type="button" class="chip" aria-pressed={pressed} onClick={onPress}>
      {tone ? <span class={`dot tone ${tone}`} aria-hidden="true" /> : null}
      <span>
        <bdi>{label}</bdi> <b>{formatCount(count)}</b>
      </span>
    </button>
  );
}
