import type { Trouble } from '../okr/trouble.ts';
import { reasonOf } from '../problems/refused.ts';

/** What is told of a file that the browser does not give; its sentence stands in ours. */
export const notRead = (error: unknown): Pick<Trouble, 'code' | 'value'> => ({
  code: 'notRead',
  value: reasonOf(error).replace(/\.$/, ''),
});
