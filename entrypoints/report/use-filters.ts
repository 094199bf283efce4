import { useMemo } from 'preact/hooks';
import type { Facet, Preset, Query } from '../../lib/report/protocol.ts';

/** What changes what is filtered by; the same as long as the page is there. */
export function useFilters(setQuery: (change: (last: Query) => Query) => void) {
  return useMemo(
    () => ({
      toggle: (facet: Facet, value: string) =>
        setQuery((last) => {
          const values = last.chosen[facet] ?? [];
          const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
          return { ...last, chosen: { ...last.chosen, [facet]: next } };
        }),
      preset: (preset: Preset) =>
        setQuery((last) => ({ ...last, preset: last.preset === preset ? undefined : preset })),
      clear: () => setQuery((last) => ({ ...last, search: '', chosen: {}, preset: undefined })),
    }),
    [setQuery],
  );
}
export type Filters = ReturnType<typeof useFilters>;
