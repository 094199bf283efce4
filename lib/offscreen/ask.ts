import { inTime } from '../browser/in-time.ts';
import { callOffscreen } from './index.ts';
import { limitOf } from './limits.ts';
import type { CallOffscreen } from './operations.ts';

/** Carries out an operation in the offscreen document. Rejects with SignInFailed, OffscreenGone, or, when it takes too long, with NotInTime. */
export const askOffscreen: CallOffscreen = (name, input) =>
  inTime(`offscreen.${name}`, limitOf(name), callOffscreen(name, input));

/** A content that nobody needs any more; one that can't be released is freed with the document, or with the browser. */
export const letContentGo = (blobUrl: string): Promise<void> =>
  askOffscreen('releaseContent', { blobUrl }).catch(() => undefined);
