import path from 'fluent-icon:history-20-regular';
import { render } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { Icon } from '../../components/icon.tsx';
import { outlineOf } from '../../styles/fluent-icons.ts';

test('an icon is its outline, and silent', () => {
  expect(path).toMatch(/^M10 4a6/);
  const { container } = render(<Icon path={path} directed />);
  const svg = container.querySelector('svg');
  expect(svg?.getAttribute('aria-hidden')).toBe('true');
  expect(svg?.getAttribute('viewBox')).toBe('0 0 20 20');
  expect(svg?.querySelector('path')?.getAttribute('d')).toBe(path);
});

test('one that does not exist fails the build', () => {
  expect(() => outlineOf('no-such-20-regular')).toThrow('not an icon of Fluent: no-such-20-regular');
});
