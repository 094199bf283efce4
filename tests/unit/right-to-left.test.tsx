import { render } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CopyButton } from '../../components/copy-button.tsx';
import { nameOf } from '../../lib/jobs/view-names.ts';
import { t, withoutIsolates } from '../../lib/texts/i18n.ts';

const link = 'https://test-extension-id.chromiumapp.org/';
const isolated = `\u2068${link}\u2069`;

beforeEach(() => {
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('ar');
});

test('a value keeps its order in a text that reads the other way', () => {
  expect(t('problem_downloadFailed_happened', link)).toContain(isolated);
  expect(t('problem_internal_happened', '')).not.toMatch(/[\u2068\u2069]/);
});

test('a text of ours within another reads as our language does, also where it begins with a value', () => {
  const inner = t('dayAndTime', 'اليوم', '6:32');
  expect(inner).toMatch(/^\u2068/);
  expect(t('views_next', inner)).toContain(`\u2067${inner}\u2069`);
  expect(withoutIsolates(t('views_next', inner))).not.toMatch(/[\u2066-\u2069]/);
});

test('in a text from left to right there is nothing to keep', () => {
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('he');
  expect(t('problem_downloadFailed_happened', link)).not.toContain(isolated);
});

test('what leaves the screen has no invisible marks', async () => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const text = t('welcome_message_register', 'Goals-Export.ReadWrite.All', link);
  const { getByRole, findByText } = render(<CopyButton text={text} label="welcome_copyMessage" />);
  getByRole('button').click();
  await findByText('Copied');
  const [[copied] = []] = writeText.mock.calls;
  expect(text).toContain(isolated);
  expect(copied).toBe(withoutIsolates(text));
  expect(copied).toContain(link);
  expect(copied).not.toMatch(/[\u2068\u2069]/);
});

test('the name of a view, which can be searched and changed, has none either', () => {
  const view = { goalsOrganizationId: 'o', explorerViewId: 'v' };
  expect(nameOf({ view }, {})).toBe('Unnamed view (v)');
});
