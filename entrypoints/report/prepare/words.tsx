import { ownOf } from '../../../lib/data/data.ts';

interface Props {
  label: string;
  /** The file's. */
  words: string[];
  chosen: Readonly<Record<string, string>>;
  onChange(chosen: Record<string, string>): void;
}

/** What words of the file are called in the other tool. */
export function Words({ label, words, chosen, onChange }: Props) {
  const named = words.filter(Boolean);
  if (named.length === 0) return null;
  return (
    <details>
      <summary>{label}</summary>
      <div class="mapping">
        {named.map((word) => (
          <label key={word}>
            <span>
              <bdi>{word}</bdi>
            </span>
            <input
              type="text"
              value={ownOf(chosen, word) ?? ''}
              placeholder={word}
              onChange={(event) => {
                const { [word]: _, ...others } = chosen;
                const value = event.currentTarget.value.trim();
                onChange(value ? { ...others, [word]: value } : others);
              }}
            />
          </label>
        ))}
      </div>
    </details>
  );
}
