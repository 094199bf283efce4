import dismiss from 'fluent-icon:dismiss-20-regular';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../components/icon.tsx';
import { useFresh } from '../../../components/use-fresh.ts';
import type { Ask } from '../../../lib/report/client.ts';
import type { Detail } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';
import { ChangeText } from '../changes/changes.tsx';
import { LineChart } from '../charts/line-chart.tsx';
import { CheckIns } from './check-ins.tsx';
import { Facts } from './facts.tsx';
import { Family } from './family.tsx';

interface Props {
  at: number;
  ask: Ask;
  onOpen(at: number): void;
  onClose(): void;
}

/** All that is known of one OKR. It takes the focus, and gives it back to its row. */
export function DetailPanel({ at, ask, onOpen, onClose }: Props) {
  const wanted = useRef(at);
  wanted.current = at;
  const load = () => ask('detail', { at }).catch((): undefined => void (wanted.current === at && onClose()));
  const [detail] = useFresh<Detail | undefined>({ first: undefined, load, about: at });
  const panel = useRef<HTMLElement>(null);
  const from = useRef(document.activeElement);
  const shown = detail?.at === at ? detail : undefined;
  useEffect(() => {
    if (shown) panel.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [shown]);
  const close = () => {
    onClose();
    (from.current as HTMLElement | null)?.focus?.();
  };
  if (!shown) return null;
  return (
    <article
      class="card detail"
      ref={panel}
      aria-labelledby="detail"
      onKeyDown={({ key }) => key === 'Escape' && close()}
    >
      <header>
        <h2 id="detail" tabIndex={-1} dir="auto">
          {shown.okr.title || t('report_untitled')}
        </h2>
        <button type="button" class="plain" aria-label={t('history_closeDetails')} onClick={close}>
          <Icon path={dismiss} />
        </button>
      </header>
      <Facts detail={shown} />
      {shown.changes.length > 0 ? (
        <section>
          <h3>{t('report_changes')}</h3>
          <ul>
            {shown.changes.map((change) => (
              <li key={change.kind}>
                <ChangeText change={change} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {shown.okr.description ? (
        <section>
          <h3>{t('report_column_description')}</h3>
          <p class="prose" dir="auto">
            {shown.okr.description}
          </p>
        </section>
      ) : null}
      {shown.lines.map(({ metric, unit, points }, place) => (
        <LineChart
          key={`${metric} ${unit} ${String(place)}`}
          title={metric || shown.okr.title}
          unit={unit}
          points={points}
        />
      ))}
      <Family key={shown.at} detail={shown} onOpen={onOpen} />
      <CheckIns checkIns={shown.okr.checkIns} />
    </article>
  );
}
