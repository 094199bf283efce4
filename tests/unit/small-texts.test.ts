// @vitest-environment node
import { expect, test } from 'vitest';
import { shortNames } from '../../modules/small-texts.ts';

test('texts get short names where theirs stand whole in the scripts, not where one is put together', () => {
  const names = [
    'a_whole',
    'b_of_day',
    'b_of_week',
    'c_more',
    'c_more_hint',
    'd_asked',
    'report',
    'e_added',
    'e_plus',
  ];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a script.
  const scripts = 't("a_whole");t(`b_of_${x}`);t(`${y}_hint`);t("c_more");t("d_asked");t("report");t("e_"+z)';
  expect([...shortNames(names, scripts, '<title>__MSG_d_asked__</title>')]).toEqual([['a_whole', '_0']]);
});
