import { setTimeout as sleep } from 'node:timers/promises';
import type { Disruption, Plan } from './plan.ts';
import { clearSession, openView, type Session } from './session.ts';
import { createUser } from './user.ts';
import { judge, type Verdict } from './verdict.ts';

/** After so long an export that is still open counts as lost (ms): after eight refusals in a row the waits alone are six minutes. */
const longestRun = 600_000;

/** So long the machine's clock is wrong at most (ms): it is set right, as systems do by themselves. */
const longestWrongClock = 60_000;

/** Carries out one plan, and looks what came of it. */
export async function run(session: Session, plan: Plan): Promise<Verdict> {
  await clearSession(session);
  const { graph } = session.emulator;
  const { skew, ...service } = plan.service;
  Object.assign(graph, service);
  graph.setNow(Date.now() + skew);
  for (const { call, fault, times } of plan.faults) graph.failNext(call, fault, times);

  const user = createUser(session, plan);
  const due = plan.ahead && (await user.scheduleViews(true));
  const disrupted = disrupt(session, plan, due);
  if (plan.scheduled) {
    if (!plan.ahead) await user.scheduleViews(false);
  } else for (const view of plan.views) await user.exportView(view);
  await disrupted;
  const [rightAt, end] = [Date.now() + longestWrongClock, Date.now() + longestRun];
  while (!(await user.look().catch(() => false)) && Date.now() < end) {
    if (Date.now() > rightAt) await session.setOwnClock(0).catch(() => undefined);
    await sleep(400);
  }
  // A time that is taken twice would be so now.
  if (plan.scheduled) await sleep(1500);
  return judge(session, plan, user.begunAnew);
}

/** @param due when the schedule's time comes (epoch ms) */
async function disrupt(session: Session, plan: Plan, due = 0): Promise<void> {
  await sleep(Math.max(0, due - (plan.ahead?.leadMs ?? 0) - Date.now()));
  if (plan.ahead?.zone) await session.restart('close', plan.ahead.zone);
  if (plan.ownClock !== undefined) await session.setOwnClock(plan.ownClock).catch(() => undefined);
  for (const { afterMs, what, comesBack } of plan.disruptions) {
    await sleep(afterMs);
    const from = Date.now();
    // What is to be closed may be gone already, or just be starting anew.
    await deeds[what](session).catch(() => undefined);
    if (endsReaders.test(what)) session.readersEnded.push({ from, to: Date.now() });
    if (comesBack) await openView(session, plan.views[0] as Plan['views'][number]).catch(() => undefined);
  }
  // Home again: there its time comes, or has passed.
  if (plan.ahead?.zone) await session.restart('close');
}

const endsReaders = /worker|document|browser/;

const explorerPages = async ({ chromium }: Session) =>
  (await chromium.browser.pages()).filter((page) => page.url().includes('objective-explorer'));

const deeds: Record<Disruption, (session: Session) => Promise<unknown>> = {
  'kill worker': ({ chromium }) => chromium.killWorker(),
  'close offscreen document': ({ chromium }) => chromium.evaluate(() => chrome.offscreen.closeDocument()),
  'close pages': async (session) => Promise.all((await explorerPages(session)).map((page) => page.close())),
  'reload page': async (session) => (await explorerPages(session))[0]?.reload(),
  'kill browser': (session) => session.restart('kill'),
  'close browser': (session) => session.restart('close'),
  'revoke tokens': async ({ emulator: { entra, graph } }) => {
    entra.revokeRefreshTokens();
    graph.failNext('any', {
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken', message: 'Revoked.' } },
    });
  },
  'end sign-in': async ({ emulator: { entra, graph } }) => {
    entra.revokeRefreshTokens();
    entra.endSessions();
    graph.failNext('any', {
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken', message: 'Revoked.' } },
    });
  },
  'network gone': async ({ emulator: { entra, graph } }) => {
    entra.down = graph.down = true;
    await sleep(2500);
    entra.down = graph.down = false;
  },
  // Against the service's clock, as it is seen in every answer; the machine's own can't be set for one program.
  'clock forward': async ({ emulator: { graph } }) => graph.jump(-2 * 3600_000),
  'clock back': async ({ emulator: { graph } }) => graph.jump(2 * 3600_000),
};
