import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { aroundButton, hosts, part, show, tell } from './button-world.ts';
import { view } from './samples.ts';

aroundButton();

describe('it is the only one', () => {
  test.each([
    [
      'the dead one of an extension that was updated',
      () => document.body.prepend(document.createElement('export-view')),
    ],
    [
      'a copy that the page made',
      () => document.querySelector('#bar')?.append(hosts()[0]?.cloneNode(true) ?? ''),
    ],
  ])('%s goes, before or after it', async (_what, add) => {
    add();
    await show();
    expect(hosts()).toHaveLength(1);
    add();
    await vi.waitFor(() => expect(hosts()).toHaveLength(1));
    tell({ name: 'statusChanged', view, status: { needsSetUp: false, status: 'done' } });
    await vi.waitFor(() => expect(part('.state').textContent).toBe('status_done'));
    expect(part('button').isConnected).toBe(true);
  });
});

test('left behind by an update it makes room for its successor, and does not come back', async () => {
  await show();
  const old = hosts()[0];
  Object.assign(fakeBrowser.runtime, { id: undefined });
  const successor = document.createElement('export-view');
  old?.replaceWith(successor);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([...hosts()]).toEqual([successor]);
  Object.assign(fakeBrowser.runtime, { id: 'test-extension-id' });
});

describe('its place', () => {
  test.each([
    [
      'the bar is rendered anew',
      () => (document.body.innerHTML = '<div id="bar"><button aria-haspopup="menu">Actions</button></div>'),
    ],
    ['it is thrown out', () => hosts()[0]?.remove()],
    ['it is moved', () => hosts()[0] && document.body.prepend(hosts()[0] as HTMLElement)],
  ])('is taken again when %s', async (_what, disturb) => {
    await show();
    disturb();
    await vi.waitFor(() => {
      expect(hosts()).toHaveLength(1);
      expect(document.querySelector('#bar')?.firstElementChild).toBe(hosts()[0]);
    });
  });
});
