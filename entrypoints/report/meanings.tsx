import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Select } from '../../components/select.tsx';
import { ownOf } from '../../lib/data/data.ts';
import { type Kind, kinds } from '../../lib/okr/model.ts';
import type { Opened } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import type { Meanings } from './use-report.ts';

/** What is stored of the user's meanings of words: damaged entries are left out. */
export function meaningsIn(stored: unknown): Meanings {
  const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  return Object.fromEntries(entries.filter(([, kind]) => kinds.includes(kind as Kind))) as Meanings;
}

interface Props {
  doubtful: Opened['doubtful'];
  meanings: Meanings;
  onChange(meanings: Meanings): void;
}

/** Words of the organization's own that could mean one kind or another: the user says which, once for all files. */
export function MeaningsOf({ doubtful, meanings, onChange }: Props) {
  const [refused, setRefused] = useState(false);
  if (doubtful.length === 0) return null;
  const choose = async (word: string, kind: string) => {
    const next = { ...meanings };
    if (kind) next[word.toLowerCase()] = kind as Kind;
    else delete next[word.toLowerCase()];
    onChange(next);
    await browser.storage.local.set({ kindWords: next }).then(
      () => setRefused(false),
      () => setRefused(true),
    );
  };
  return (
    <section class="card meanings" aria-label={t('report_meanings')}>
      <h2>{t('report_meanings')}</h2>
      <p class="quiet">{t('report_meanings_hint')}</p>
      <div class="fields">
        {doubtful.map(({ word, kind }) => (
          <label key={word}>
            <bdi>{word}</bdi>
            <Select
              value={ownOf(meanings, word.toLowerCase()) ?? ''}
              options={[
                ['', kind ? t('report_meanings_guess', t(`report_kind_${kind}`)) : t('report_meanings_none')],
                ...kinds.map((one) => [one, t(`report_kind_${one}`)] as const),
              ]}
              onChange={(one) => choose(word, one)}
            />
          </label>
        ))}
      </div>
      <p role="status" class="quiet">
        {refused ? t('report_notKept') : ''}
      </p>
    </section>
  );
}
