// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { webDarkTheme, webLightTheme } from '@fluentui/tokens';
import { describe, expect, test } from 'vitest';

/*
 * WCAG 2.2 AA, for every pair of tokens that stands together on a page: 4.5 to 1 for text, 3 to 1 for what has to be seen
 * (bars, edges of fields, icons that say something).
 */

const themes = { light: webLightTheme, dark: webDarkTheme } as unknown as Record<
  string,
  Record<string, string>
>;

const surfaces = ['colorNeutralBackground1', 'colorNeutralBackground2', 'colorNeutralBackground3'];
const texts: [string, string[]][] = [
  ['colorNeutralForeground1', [...surfaces, 'colorNeutralBackground1Hover']],
  ['colorNeutralForeground2', [...surfaces, 'colorNeutralBackground4']],
  ['colorNeutralForeground3', surfaces],
  ['colorBrandForegroundLink', surfaces],
  ['colorBrandForeground2', ['colorBrandBackground2']],
  ['colorPaletteCornflowerForeground2', ['colorPaletteCornflowerBackground2']],
  [
    'colorNeutralForeground1',
    ['colorNeutralBackground1Pressed', 'colorNeutralBackground4', 'colorBrandBackground2'],
  ],
  [
    'colorNeutralForegroundOnBrand',
    ['colorBrandBackground', 'colorBrandBackgroundHover', 'colorBrandBackgroundPressed'],
  ],
  ['colorStatusDangerForeground1', ['colorStatusDangerBackground1']],
  ['colorStatusDangerForeground3', ['colorNeutralBackground1']],
  ['colorStatusWarningForeground3', ['colorStatusWarningBackground1', 'colorNeutralBackground1']],
  ['colorStatusSuccessForeground1', ['colorStatusSuccessBackground1', 'colorNeutralBackground1']],
  [
    'colorNeutralForeground1',
    ['colorStatusDangerBackground1', 'colorStatusWarningBackground1', 'colorStatusSuccessBackground1'],
  ],
];
/** What a status is painted with: bars and dots. */
const tones = ['Berry', 'Green', 'Blue', 'Steel', 'Teal'].map((name) => `colorPalette${name}BorderActive`);
const seen: [string, string[]][] = [
  ...[
    ...tones,
    'colorStatusDangerBorderActive',
    'colorStatusWarningBorderActive',
    'colorNeutralForeground4',
    'colorCompoundBrandStroke',
    'colorBrandForeground1',
    'colorStatusDangerBorder2',
  ].map((tone): [string, string[]] => [tone, ['colorNeutralBackground1']]),
  ['colorCompoundBrandBackground', ['colorNeutralBackground1', 'colorNeutralBackground6']],
  ['colorNeutralStrokeAccessible', surfaces],
  ['colorStrokeFocus2', surfaces],
];

describe.each(Object.entries(themes))('%s', (_name, theme) => {
  test.each(pairs(texts))('text %s on %s', (text, surface) => {
    expect(contrast(theme[text], theme[surface])).toBeGreaterThanOrEqual(4.5);
  });
  test.each(pairs(seen))('%s beside %s', (part, surface) => {
    expect(contrast(theme[part], theme[surface])).toBeGreaterThanOrEqual(3);
  });
});

/** Said by something else than their colour, or not to be used: edges of what has a text, lines between rows, overlays. */
const unneeded =
  /^color(NeutralStroke[12]|BrandStroke1|Status(Danger|Warning|Success)Border[12]|BackgroundOverlay|Neutral(Foreground|Background|Stroke)Disabled)$/;

test('every colour that a style sheet uses is told of here', () => {
  const sheets = ['styles', 'components', 'entrypoints'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.css'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const used = new Set(sheets.join('').match(/(?<=var\(--)color\w+/g));
  const told = new Set([...texts, ...seen].flat(2));
  expect(used.size).toBeGreaterThan(30);
  expect([...used].filter((name) => !told.has(name) && !unneeded.test(name))).toEqual([]);
});

function pairs(table: [string, string[]][]): [string, string][] {
  return table.flatMap(([front, behind]) => behind.map((surface): [string, string] => [front, surface]));
}

function contrast(front = '', behind = ''): number {
  const [light = 0, dark = 0] = [luminance(front), luminance(behind)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** As WCAG 2.2 defines it, of `#rrggbb` or `#rgb`. */
function luminance(color: string): number {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color)?.[1];
  if (!digits) throw new Error(`not a plain colour: ${color}`);
  const wide = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(wide.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
