import type { User } from '../tenant.ts';
import { userByName } from './state.ts';

const personalDomains = /@(outlook|hotmail|live|msn|gmail)\./i;

/** Who signs in, or what the page says to somebody who can't. */
export function checkPassword(username: string, password: string): { user: User } | { error: string } {
  const user = userByName(username);
  if (user && user.password === password) return { user };
  if (user)
    return {
      error: "Your account or password is incorrect. If you don't remember your password, reset it now.",
    };
  if (personalDomains.test(username))
    return {
      error:
        "You can't sign in here with a personal account. Use your work or school account instead. (AADSTS500200)",
    };
  return {
    error:
      'This username may be incorrect. Make sure you typed it correctly. Otherwise, contact your admin. (AADSTS50034)',
  };
}
