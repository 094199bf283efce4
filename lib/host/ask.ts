import { inTime } from '../browser/in-time.ts';
import { callHost } from './index.ts';
import { limits } from './limits.ts';
import type { CallHost } from './operations.ts';

/** Carries out an operation in the host. Rejects with SignInFailed, HostGone, or, when it takes too long, with NotInTime. */
export const askHost: CallHost = (name, input) => inTime(`host.${name}`, limits[name], callHost(name, input));
