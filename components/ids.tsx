import { type MessageKey, t } from '../lib/texts/i18n.ts';

/** Labels and values; a row without a value is left out. Values read left to right in every language. */
export function Ids({ rows }: { rows: [MessageKey, string | undefined][] }) {
  const known = rows.filter(([, value]) => value);
  if (known.length === 0) return null;
  return (
    <dl class="ids quiet">
      {known.map(([label, value]) => (
        <>
          <dt>{t(label)}</dt>
          <dd dir="auto">{value}</dd>
        </>
      ))}
    </dl>
  );
}
