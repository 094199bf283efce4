import { expect, test } from 'vitest';
import { isLight, takeTheme } from '../../entrypoints/explorer.content/theme.ts';
import { definitions } from '../../styles/fluent-tokens.ts';

test.each([
  ['rgb(255, 255, 255)', true],
  ['rgba(214, 214, 214, 0.9)', true],
  ['rgb(36, 36, 36)', false],
  ['color(srgb 0.9 0.9 0.9)', true],
  ['color(srgb 0.1 0.1 0.1)', false],
  ['', false],
])('%s is light: %s', (color, light) => expect(isLight(color)).toBe(light));

test('it is dark where the text beside it is light', () => {
  const [host, actions] = [document.createElement('div'), document.createElement('button')];
  document.body.append(actions);
  for (const [color, theme] of [
    ['rgb(255, 255, 255)', 'dark'],
    ['rgb(0, 0, 0)', 'light'],
  ] as const) {
    actions.style.color = color;
    takeTheme(host, actions);
    expect(host.dataset.theme).toBe(theme);
  }
});

test('a shadow root takes its colours from what its host says, a page from the system', () => {
  const css = 'p { color: var(--colorNeutralForeground1) }';
  expect(definitions(css)).toContain('prefers-color-scheme: dark');
  expect(definitions(`:host { margin: 0 } ${css}`)).toContain(':host([data-theme="dark"])');
  expect(definitions(`:host { margin: 0 } ${css}`)).not.toContain('prefers-color-scheme');
});
