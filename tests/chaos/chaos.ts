import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromeBuild } from '../browser/chromium.ts';
import { filesWithTokens } from '../e2e/secrets.ts';
import { makePlan, type Plan } from './plan.ts';
import { run } from './run.ts';
import { startSession } from './session.ts';
import { DeadButton } from './user.ts';
import { addUp, describe, isClean, type Verdict } from './verdict.ts';

export interface ChaosOptions {
  runs: number;
  /** The first run's; the others follow by one. */
  seed: number;
  /** Browsers at a time. */
  parallel: number;
  /** Runs that have not begun by then are left out (ms); each worker makes one at least. */
  beginWithin?: number;
  log?(line: string): void;
}

export interface ChaosResult {
  options: ChaosOptions;
  plans: Plan[];
  total: Verdict;
  /** Runs of which not all went well. */
  failed: { seed: number; verdict: Verdict }[];
  /** Runs that said nothing, because the driver lost its browser, and were done again; and why. */
  repeated: { seed: number; why: string }[];
  seconds: number;
}

/** Runs many plans, a few at a time, each in a browser that has seen the ones before. */
export async function chaos(options: ChaosOptions): Promise<ChaosResult> {
  const { runs, seed, parallel, beginWithin = Number.POSITIVE_INFINITY, log = () => {} } = options;
  const begun = Date.now();
  const plans = Array.from({ length: runs }, (_, index) => makePlan(seed + index));
  const queue = [...plans];
  // A copy: it may take an hour, in which somebody builds anew.
  const extension = mkdtempSync(join(tmpdir(), 'export-view-build-'));
  cpSync(chromeBuild, extension, { recursive: true });
  const results: { seed: number; verdict: Verdict }[] = [];

  const repeated: ChaosResult['repeated'] = [];

  const work = async () => {
    let session = await startSession(extension);
    const note = (plan: number, verdict: Verdict) => {
      results.push({ seed: plan, verdict });
      log(`seed ${plan}: ${isClean(verdict) ? 'ok' : 'NOT OK'} ${JSON.stringify(verdict)}`);
    };
    const end = async () => {
      await session.chromium.close();
      const inProfile = filesWithTokens(join(session.home, 'profile'), session.emulator.entra.issued);
      if (inProfile.length > 0) note(-1, { ...addUp([]), tokens: inProfile.length });
      await session.close();
    };
    const next = () => (Date.now() - begun < beginWithin ? queue.shift() : undefined);
    for (let plan = queue.shift(); plan; plan = next())
      try {
        const verdict = await run(session, plan);
        note(plan.seed, verdict);
        if (!isClean(verdict)) log(await describe(session));
      } catch (error) {
        const why = String(error).slice(0, 200);
        const before = repeated.filter(({ seed: other }) => other === plan.seed).length;
        if (error instanceof DeadButton || before > 1) {
          log(`seed ${plan.seed}: NOT OK ${String(error)}`);
          log(await describe(session).catch(String));
          note(plan.seed, { ...addUp([]), asked: plan.views.length, lost: plan.views.length });
        } else {
          // The driver lost its browser: the run says nothing, and is done again with another one.
          log(`seed ${plan.seed}: again, ${why}`);
          repeated.push({ seed: plan.seed, why });
          queue.push(plan);
        }
        await end();
        session = await startSession(extension);
      }
    await end();
  };
  await Promise.all(Array.from({ length: Math.min(parallel, runs) }, work));
  rmSync(extension, { recursive: true });

  return {
    options,
    plans,
    total: addUp(results.map(({ verdict }) => verdict)),
    failed: results.filter(({ verdict }) => !isClean(verdict)),
    repeated,
    seconds: Math.round((Date.now() - begun) / 1000),
  };
}
