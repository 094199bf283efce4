import { render } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { ChangeText } from '../../entrypoints/report/changes/changes.tsx';
import type { Change } from '../../lib/okr/compare.ts';

const shown = (change: Change) => render(<ChangeText change={change} />).container.textContent;

test('a number is shown as its column shows it: progress in per cent, a metric as it is', () => {
  const numbers = { before: 63.3, after: 70.8 };
  expect(shown({ kind: 'progress', before: '63.3', after: '70.8', numbers })).toMatch(/63\.3%.*70\.8%/);
  expect(shown({ kind: 'target', before: '63.3', after: '70.8', numbers })).toMatch(/63\.3 .*70\.8$/);
});

test('words are shown as their columns show them: what is known in the language of the reader, the rest as it is', () => {
  expect(shown({ kind: 'status', before: 'ATRISK', after: 'Our own' })).toMatch(/At Risk.*Our own/);
  expect(shown({ kind: 'kind', before: 'keyresult', after: 'Big Rock' })).toMatch(/Key result.*Big Rock/);
  expect(shown({ kind: 'due', before: '2025-06-29', after: '' })).toMatch(/29 Jun 2025.*–/);
});
