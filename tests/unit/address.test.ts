// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { onAddressChanged } from '../../entrypoints/explorer.content/address.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

test('many changes at once are told once, after the last; a later one again', () => {
  const navigation = new EventTarget();
  vi.stubGlobal('navigation', navigation);
  const changed = vi.fn();
  onAddressChanged(changed);
  for (let n = 0; n < 1000; n++) navigation.dispatchEvent(new Event('currententrychange'));
  expect(changed).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(changed).toHaveBeenCalledTimes(1);
  navigation.dispatchEvent(new Event('currententrychange'));
  vi.runAllTimers();
  expect(changed).toHaveBeenCalledTimes(2);
});

test('where the browser does not tell, it is looked at each second', () => {
  vi.stubGlobal('navigation', undefined);
  const changed = vi.fn();
  onAddressChanged(changed);
  vi.advanceTimersByTime(3000);
  expect(changed).toHaveBeenCalledTimes(3);
});
