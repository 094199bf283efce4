import { afterAll, beforeAll, expect, test } from 'vitest';
import { contoso, type Emulator, startEmulator, tenant } from './index.ts';
import { createUserAgent, type UserAgent } from './user-agent.ts';

let emulator: Emulator;
let agent: UserAgent;
beforeAll(async () => {
  emulator = await startEmulator();
  agent = createUserAgent(emulator);
});
afterAll(() => emulator.close());

const ask = (path: string) => agent.ask(`https://goals.microsoft.com${path}`);

test.each([
  '/',
  `/org_uuid/${contoso}/objective-explorer?viewId=1`,
  '/nowhere',
  '/app/../../tenant.ts',
  '/app/..%2Findex.ts',
])('%s is answered by the app itself', async (path) => {
  const reply = await ask(path);
  expect(reply.status).toBe(200);
  expect(reply.text).toContain('<div id="root"></div>');
});

test.each(['/', '/app/app.js', '/app/state.json'])('%s comes under the strict policy', async (path) => {
  const policy = String((await ask(path)).headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
});

test('the page knows organizations and views, and nobody’s password', async () => {
  const { text } = await ask('/app/state.json');
  expect(text).toContain('Q3 company OKRs');
  for (const { password } of Object.values(tenant.users)) expect(text).not.toContain(password);
});

test('a behaviour lasts until the reset', async () => {
  emulator.goals.behaviour = { noActions: true };
  expect((await ask('/app/state.json')).json()).toMatchObject({ behaviour: { noActions: true } });
  emulator.reset();
  expect((await ask('/app/state.json')).json()).toMatchObject({ behaviour: {} });
});
