import { NoAnswer } from '../graph/gateway.ts';
import { contentOperations } from './content.ts';
import type { Failure, Reply, Request } from './failure.ts';
import { NotStarted, signInErrorOf, signInOperations } from './msal.ts';
import type { HostOperations } from './operations.ts';

const operations: HostOperations = { ...signInOperations, ...contentOperations };

/** Carries out one request, in a document with a window. */
export async function serve({ id, name, input }: Request): Promise<Reply> {
  try {
    if (!Object.hasOwn(operations, name)) throw new Error(`unknown operation ${name}`);
    const operation = operations[name as keyof HostOperations] as (input: unknown) => Promise<unknown>;
    return { id, value: await operation(input) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof NoAnswer) return { noAnswer: error.clientRequestId };
  return error instanceof NotStarted ? { gone: 'MSAL is not started' } : { signIn: signInErrorOf(error) };
}
