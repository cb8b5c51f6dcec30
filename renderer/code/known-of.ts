import type { Services } from '../app/services.ts';
import type { Session } from '../document/session.ts';
import type { Known } from '../expression-help/known.ts';

/** What the window knows of the last run of a workflow. */
export function knownOf(_services: Services, _session: Session): Known {
  return {};
}
