import { defined } from '../data/data.ts';
import { NoAnswer } from '../graph/gateway.ts';
import { contentOperations } from './content.ts';
import { type Failure, OffscreenGone, type Reply, type Request } from './failure.ts';
import { type OffscreenOperations, SignInFailed } from './operations.ts';

/** MSAL is most of the extension's code: it is loaded with the first operation that needs it. */
const signInOperations = async () => (await import('./msal.ts')).signInOperations;

/** Carries out one request, in a document with a window. */
export async function serve({ id, name, input }: Request): Promise<Reply> {
  try {
    const operations: Partial<OffscreenOperations> = Object.hasOwn(contentOperations, name)
      ? contentOperations
      : await signInOperations();
    if (!Object.hasOwn(operations, name)) throw new Error(`unknown operation ${name}`);
    const operation = operations[name as keyof OffscreenOperations] as (input: unknown) => Promise<unknown>;
    return { id, value: await operation(input) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof NoAnswer)
    return defined({ noAnswer: error.clientRequestId, retryAfter: error.retryAfter });
  if (error instanceof OffscreenGone) return { gone: error.message };
  if (error instanceof SignInFailed) return { signIn: error.info };
  return { unexpected: String(error).slice(0, 500) };
}
