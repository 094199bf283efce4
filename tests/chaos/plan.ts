import { contoso, type GraphFault, retired, serverError, tenant, throttled } from '../emulator/index.ts';
import { createRandom, type Random } from './random.ts';

type Call = 'create' | 'get' | 'list' | 'content';

/** What happens to the browser, the machine or the sign-in. */
const disruptions = [
  'kill worker',
  'kill worker',
  'kill worker',
  'close offscreen document',
  'close pages',
  'reload page',
  'kill browser',
  'close browser',
  'revoke tokens',
  'end sign-in',
  'network gone',
  'clock forward',
  'clock back',
] as const;
export type Disruption = (typeof disruptions)[number];

/** Everything that goes wrong in one run, and how the service works in it; follows from the seed. */
export interface Plan {
  seed: number;
  /** Explorer views, each of which is exported once. */
  views: { goalsOrganizationId: string; explorerViewId: string }[];
  /** The button is pressed twice. */
  doubleClick: boolean;
  service: {
    form: 'documented' | 'captured';
    locationStyle: 'absolute' | 'quoted' | 'relative' | 'absent' | undefined;
    timing: { notStartedMs: number; runningMs: number };
    retryAfterSeconds: number | undefined;
    transfer: 'length' | 'chunked' | 'gzip';
    contentBytes: number;
    pageSize: number | undefined;
    /** How wrong the clocks are against each other, ms. */
    skew: number;
  };
  faults: { call: Call; fault: GraphFault; times: number }[];
  disruptions: {
    afterMs: number;
    what: Disruption /** The user looks again soon after. */;
    comesBack: boolean;
  }[];
  /** How often the user presses Retry before an export is given up. */
  retries: number;
  /** No button is pressed: the views stand on a schedule whose time has just come. */
  scheduled: boolean;
  /** Its time is still to come, and all this happens around it. Absent: it has come. */
  ahead?: {
    /** How long before its time what is to happen begins (ms). */
    leadMs: number;
    /** The browser is started in another time zone meanwhile. */
    zone?: string;
  };
  /** How wrong the machine's clock becomes (ms), until the worker starts anew. */
  ownClock?: number;
}

const hour = 3600_000;
const calls: readonly Call[] = ['create', 'create', 'get', 'get', 'content', 'list'];

const faults: readonly ((random: Random) => GraphFault)[] = [
  () => 'drop-before',
  () => 'drop-after',
  () => 'truncate',
  () => 'truncate-silently',
  () => 'empty',
  () => 'not-json',
  () => 'html',
  (random) => ({ delayMs: random.between(300, 4000) }),
  (random) => throttled(random.between(1, 4), random.pick([429, 503, 504] as const)),
  (random) => throttled(random.pick([0, '1.5', '-3', 'soon', '', '0x10'])),
  (random) => ({ throttledForSeconds: random.between(-5, 20) }),
  () => throttled(),
  (random) => serverError(random.pick([500, 502, 503, 504] as const)),
  () => serverError(),
  () => ({ status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'Token revoked.' } } }),
  () => ({ redirect: 'https://graph.microsoft.com.files.example/elsewhere' }),
  () => retired(),
];
/** What ends an export at once is drawn less often, or nothing else would be seen. */
const endings = 2;

const zones = ['Asia/Tokyo', 'Pacific/Kiritimati', 'America/Los_Angeles'];

function drawSchedule(random: Random): Pick<Plan, 'scheduled' | 'ahead'> {
  if (!random.chance(0.2)) return { scheduled: false };
  if (random.chance(0.5)) return { scheduled: true };
  const zone = random.chance(0.4) ? { zone: random.pick(zones) } : {};
  return { scheduled: true, ahead: { leadMs: random.between(0, 5000), ...zone } };
}

/** @param seed a whole number; the same one gives the same plan */
export function makePlan(seed: number): Plan {
  const random = createRandom(seed);
  const views = [...(tenant.organizations.find(({ id }) => id === contoso)?.views ?? [])];
  const count = random.pick([1, 1, 2, 3]);
  const drawn = Array.from({ length: count }, () => views.splice(random.between(0, views.length - 1), 1)[0]);
  return {
    seed,
    views: drawn.map((view) => ({ goalsOrganizationId: contoso, explorerViewId: view?.id ?? '' })),
    doubleClick: random.chance(0.3),
    service: {
      form: random.pick(['documented', 'captured']),
      locationStyle: random.pick(['absolute', 'quoted', 'relative', 'absent', undefined]),
      timing: { notStartedMs: random.between(0, 1500), runningMs: random.between(0, 2500) },
      retryAfterSeconds: random.pick([undefined, 1, 1, 2, 3]),
      transfer: random.pick(['length', 'chunked', 'gzip']),
      contentBytes: random.pick([600, 12_000, 200_000, 4_000_000]),
      pageSize: random.pick([undefined, 1, 2]),
      skew: random.pick([0, 0, random.between(-36, 36) * hour]),
    },
    faults: Array.from({ length: random.between(0, 6) }, () => ({
      call: random.pick(calls),
      fault: random.pick(random.chance(0.1) ? faults : faults.slice(0, -endings))(random),
      times: random.pick([1, 1, 1, 2, 3]),
    })),
    disruptions: Array.from({ length: random.between(0, 4) }, () => ({
      afterMs: random.between(0, 2500),
      what: random.pick(disruptions),
      comesBack: random.chance(0.7),
    })),
    retries: random.between(0, 2),
    // Drawn last: what a seed meant before it still means.
    ...drawSchedule(random),
    ...(random.chance(0.15) ? { ownClock: random.pick([-26, -2, 2]) * hour } : {}),
  };
}
