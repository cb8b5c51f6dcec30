import { topologicalOrder } from '../graph/order.ts';
import type { TaskPlace } from '../graph/walk.ts';
import { parseNeed } from '../needs.ts';
import type { CheckContext } from '../parse/context.ts';
import { type Finding, type Findings, warning } from '../parse/finding.ts';
import type { Task } from '../schema.ts';

/** Tasks that never start because a disabled task before them is skipped, directly or through others. */
export function lintNeedsDisabled(context: CheckContext, findings: Findings): void {
  const disabled = context.places.filter(({ task }) => task.disabled);
  const scopes = new Map(disabled.map((place) => [place.siblings, place]));
  for (const place of scopes.values()) lintScope(place, context, findings);
}

function lintScope({ siblings, group }: TaskPlace, context: CheckContext, findings: Findings): void {
  /** The disabled task behind each task that never starts. */
  const skipped = new Map<string, string>();
  for (const id of topologicalOrder(context.scopeOf(siblings).graph)) {
    const task = siblings[id];
    if (!task) continue;
    const cause = task.disabled ? id : skippedBy(task, skipped);
    if (cause === null) continue;
    skipped.set(id, cause);
    const place = context.placeAt(group ? `${group.path}.${id}` : id);
    if (place && !task.disabled) findings.add(neverStarts(place, cause));
  }
}

function skippedBy({ needs = [], join }: Task, skipped: ReadonlyMap<string, string>): string | null {
  if (join === 'always' || needs.length === 0) return null;
  const causes = needs.map((need) => skipped.get(parseNeed(need).task));
  const isSkipped = join === 'all' ? causes.some((cause) => cause !== undefined) : causes.every((cause) => cause !== undefined);
  return isSkipped ? (causes.find((cause) => cause !== undefined) ?? null) : null;
}

function neverStarts({ path, jsonPath }: TaskPlace, cause: string): Finding {
  const message = `Task \`${path}\` never starts, because \`${cause}\` is disabled and skipped. Enable \`${cause}\`, disable \`${path}\` too, or change its needs.`;
  return warning('needs_disabled', [...jsonPath, 'needs'], message);
}
