import type { Page } from 'puppeteer-core';
import { until } from '../browser/until.ts';
import { tenant, type User } from '../emulator/tenant.ts';
import { companyView, explorerUrl } from './world.ts';

/* Ten views, and what a user does with them on the Views page; by scripts in the page, which are fast in Firefox, too. */

const ids = Array.from({ length: 10 }, (_, at) => `0000000${at}-1111-4222-8333-444455556666`);
export const manyViews = ids.map((explorerViewId) => ({ ...companyView, explorerViewId }));

/** Gives them to the emulated organization. @returns what takes them back */
export function addManyViews(): () => void {
  const views = tenant.organizations[0]?.views ?? [];
  views.push(...ids.map((id, at) => ({ id, title: `View ${at}` })));
  return () => void views.splice(views.length - ids.length);
}

export const says = (page: Page, text: string, patience?: number): Promise<true> =>
  until(
    `the page says ${text}`,
    () => page.evaluate((part) => document.body.innerText.includes(part), text),
    patience,
  );

export const pressButton = (page: Page, name: string): Promise<true> =>
  until(`the button ${name}`, () =>
    page.evaluate((wanted) => {
      const all = [...document.querySelectorAll('button')];
      const found = all.find(({ textContent, disabled }) => textContent === wanted && !disabled);
      found?.click();
      return found !== undefined;
    }, name),
  );

const fill = (page: Page, selector: string, value: string): Promise<void> =>
  page.$eval(
    selector,
    (field, text) => {
      (field as HTMLInputElement).value = text;
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    },
    value,
  );

/** Pastes the addresses, and chooses all views. */
export async function pasteAll(page: Page, views = manyViews): Promise<void> {
  await page.waitForSelector('#addresses');
  await fill(page, '#addresses', views.map(explorerUrl).join('\n'));
  await pressButton(page, 'Add');
  await says(page, `Added: ${views.length}`);
  await chooseAll(page, views.length);
}

export async function chooseAll(page: Page, count = manyViews.length): Promise<void> {
  await until('the list', () =>
    page.evaluate((least) => document.querySelectorAll('.view').length >= least, count),
  );
  await page.$eval('.choose input', (box) => (box as HTMLInputElement).click());
}

/** Schedules what is chosen for the next minute that is far enough away. @returns when that is (epoch ms) */
export async function scheduleSoon(page: Page, margin = 15_000): Promise<number> {
  await pressButton(page, 'Schedule');
  await page.waitForSelector('#often');
  await fill(page, '#often', 'day');
  const due = Math.ceil((Date.now() + margin) / 60_000) * 60_000;
  const soon = new Date(due);
  const at = [soon.getHours(), soon.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  await page.waitForSelector('#at');
  await fill(page, '#at', at);
  await pressButton(page, 'Save');
  await until('the schedule stands in the list', () =>
    page.evaluate(
      () => document.body.innerText.match(/next: /g)?.length === document.querySelectorAll('.view').length,
    ),
  );
  return due;
}

/** Fills in Entra's sign-in page and stays signed in: the browser may be closed meanwhile. */
export async function stayAs(window: Page, { upn, password }: User): Promise<void> {
  await window.waitForSelector('#password');
  await fill(window, '#username', upn);
  await fill(window, '#password', password);
  await window.$eval('[name=kmsi]', (box) => (box as HTMLInputElement).click());
  await window.$eval('#sign-in', (button) => (button as HTMLElement).click());
}
