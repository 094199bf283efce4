import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf } from '../../lib/data/data.ts';
import { readSettings, settingKeys, settingOf, validateSetting } from '../../lib/settings/catalogue.ts';
import { exportSettings } from '../../lib/settings/export.ts';
import { importSettings } from '../../lib/settings/import.ts';
import { layersOf } from '../../lib/settings/layers.ts';

const key = fc.constantFrom<string>(...settingKeys, 'colour', '__proto__', 'constructor', '');
const texts: Record<string, unknown[]> = {
  clientId: ['00001111-aaaa-2222-bbbb-3333cccc4444'],
  tenant: ['contoso.com'],
  fileName: ['{view}', 'x {date}'],
  folder: ['Reports/OKR', 'Bücher 📚'],
  fileFormat: ['Excel'],
};
/** Values that each setting takes. */
const good = Object.fromEntries(
  settingKeys.map((name): [string, unknown[]] => {
    const { default: usual, choices = [], range = [] } = settingOf(name);
    const others = typeof usual === 'boolean' ? [!usual] : [...range, ...choices.map(([one]) => one)];
    return [name, [usual, ...others, ...(texts[name] ?? [])]];
  }),
);
const value = fc.oneof(fc.constantFrom(...Object.values(good).flat()), fc.jsonValue({ maxDepth: 2 }));
const entry = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...settingKeys)
      .chain((name) => fc.constantFrom(...(good[name] ?? [])).map((one): [string, unknown] => [name, one])),
  },
  fc.tuple(key, value),
);
const valuesOf = (entries: [string, unknown][]) => {
  const object = JSON.parse('{}') as Record<string, unknown>;
  for (const [name, one] of entries)
    Object.defineProperty(object, name, { value: one, enumerable: true, configurable: true, writable: true });
  return object;
};
const stored = fc.array(entry, { maxLength: 8 }).map(valuesOf);
const layers = fc.tuple(stored, stored).map(([own, policy]) => layersOf(own, policy));

/** Settings as somebody writes them: their own order, spaces and line ends, entries twice, and slips of the hand. */
const space = fc.constantFrom('', ' ', '\n', '\r\n', '\r', '\n\n\t');
const written = fc
  .tuple(fc.array(fc.tuple(entry, space, space), { maxLength: 6 }), space)
  .map(
    ([entries, end]) =>
      `{${entries.map(([[name, one], before, between]) => `${before}${JSON.stringify(name)}${between}:${JSON.stringify(one)}`).join(',')}${end}}`,
  );
const slipped = fc
  .tuple(
    written,
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', ',', '"', '{', '}', '\\', '/', '//', '\u0000', '١', '01'),
  )
  .map(([text, at, length, instead]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + instead + text.slice(place + length);
  });
const anyFile = fc.oneof(written, slipped, fc.string({ unit: 'binary' }), fc.json());

const parses = (text: string): boolean => {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
};

test('whatever a file holds: complete, valid settings, or reasons with their lines', () => {
  fc.assert(
    fc.property(anyFile, layers, (text, now) => {
      const result = importSettings(text, now);
      if ('refused' in result) {
        expect(result.refused.length).toBeGreaterThan(0);
        const lines = text.split(/\r\n|\r|\n/).length;
        for (const { line, key: name, reason } of result.refused) {
          expect(Number.isInteger(line) && line >= 1 && line <= lines).toBe(true);
          expect(reason === 'import_notJson').toBe(!parses(text));
          if (name !== undefined) expect(text.split(/\r\n|\r|\n/)[line - 1]).toContain(JSON.stringify(name));
        }
        return;
      }
      expect(parses(text)).toBe(true);
      expect(Object.keys(result.settings).sort()).toEqual([...settingKeys].sort());
      for (const name of settingKeys) expect(validateSetting(name, result.settings[name])).toBeUndefined();
      expect(result.settings).toEqual({ ...now.settings, ...result.own });
      for (const name of Object.keys(now.managed)) expect(result.own).not.toHaveProperty(name);
      for (const name of settingKeys)
        expect(result.changed.includes(name)).toBe(result.settings[name] !== now.settings[name]);
    }),
  );
});

test('what is exported can be imported, here and elsewhere', () => {
  fc.assert(
    fc.property(layers, layers, (here, there) => {
      const file = exportSettings(here);
      expect(importSettings(file, here)).toMatchObject({ changed: [], skipped: [] });
      const left = settingKeys.filter((name) => !Object.hasOwn(JSON.parse(file), name));
      expect(left.filter((name) => !Object.hasOwn(here.managed, name) && name !== 'notify')).toEqual([]);
      const result = importSettings(file, there);
      if ('refused' in result) throw new Error(JSON.stringify(result.refused));
      for (const name of settingKeys) {
        const kept = Object.hasOwn(there.managed, name) || !Object.hasOwn(JSON.parse(file), name);
        expect(result.settings[name]).toBe((kept ? there : here).settings[name]);
      }
    }),
  );
});

test('whatever is stored or set by policy: complete, valid settings; every entry of a policy holds or has a reason', () => {
  fc.assert(
    fc.property(fc.oneof(stored, fc.jsonValue()), fc.oneof(stored, fc.jsonValue()), (own, policy) => {
      const now = layersOf(own, policy);
      expect(readSettings(now.settings)).toEqual(now.settings);
      const given = Object.keys(fieldsOf(policy));
      expect([...Object.keys(now.managed), ...now.ignored.map((one) => one.key)].sort()).toEqual(
        given.sort(),
      );
      expect(now.settings).toEqual({ ...readSettings(now.own), ...now.managed });
    }),
  );
});
