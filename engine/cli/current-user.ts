import { userInfo } from 'node:os';

/** The name decisions are recorded under when nobody gives one. */
export function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return 'unknown';
  }
}
