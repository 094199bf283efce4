import { plainSigns } from './characters.ts';

/** An id; without one `lost` says that its digits are no longer there. */
export interface Id {
  id: string;
  lost?: true;
}

const digits = /^\d{1,20}$/;
const grouped = /^\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*$/;
const inExponents = /^(\d)[.,]?(\d*)e\+?(\d{1,2})$/i;

/** An id as Viva Goals wrote it, out of what a spreadsheet made of it: `2290007.0`, `2,290,007`, `2.290007E+06`. */
export function plainId(text: string): Id {
  const told = text.trim();
  if (digits.test(told)) return { id: told };
  // What a column that was too narrow shows.
  if (/^#+$/.test(told)) return { id: '', lost: true };
  const bare = plainSigns(told).replace(/^'(?=\d)/, '');
  if (digits.test(bare)) return { id: bare };
  const [, first = '', others = '', exponent = ''] = inExponents.exec(bare) ?? [];
  if (first) {
    const all = `${first}${others.replace(/0+$/, '')}`;
    // 2.29E+06 may have been any of 10,000 ids.
    if (others.length < Number(exponent)) return { id: '', lost: true };
    return all.length <= Number(exponent) + 1 ? { id: all.padEnd(Number(exponent) + 1, '0') } : { id: told };
  }
  const whole = grouped.test(bare) ? bare : bare.replace(/(?<=\d)[.,]0+$/, '');
  const joined = grouped.test(whole) ? whole.replace(/[.,' ]/g, '') : whole;
  return { id: digits.test(joined) ? joined : told };
}
