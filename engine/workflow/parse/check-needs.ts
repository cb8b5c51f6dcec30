import { standardPorts } from '../catalog.ts';
import { closest } from '../expression/suggest.ts';
import type { TaskPlace } from '../graph/walk.ts';
import { type Need, parseNeed, printNeed } from '../needs.ts';
import type { JsonPath, ProblemFix } from '../problem.ts';
import { type CheckContext, portsOf } from './context.ts';
import { error, type Finding, type Findings } from './finding.ts';
import { listed } from './schema-findings.ts';

type At = { readonly place: TaskPlace; readonly need: Need; readonly index: number };

/** Needs that name a sibling and one of its ports, each once, in no circle. */
export function checkNeeds(context: CheckContext, findings: Findings): void {
  for (const place of context.places) {
    const { needs } = place.task;
    if (!needs) continue;
    const seen = new Set<string>();
    for (let index = 0; index < needs.length && !findings.isFull; index++) {
      const at = { place, need: parseNeed(needs[index] ?? ''), index };
      const canonical = printNeed(at.need);
      const finding = seen.has(canonical) ? duplicateNeed(at) : checkNeed(at, context);
      seen.add(canonical);
      if (finding) findings.add(finding);
    }
  }
  checkCycles(context, findings);
}

function checkNeed(at: At, context: CheckContext): Finding | null {
  const { place, need } = at;
  if (need.task === place.id)
    return error('needs_itself', pathOf(at), `Task \`${place.path}\` needs itself. Remove the need.`, { fix: removal(at) });
  const target = Object.hasOwn(place.siblings, need.task) ? place.siblings[need.task] : undefined;
  if (!target) return unknownNeed(at, context);
  if (isStandardPort(need.port)) return null;
  const ports = portsOf(target, context.catalog.get(target.type));
  if (!ports || ports.includes(need.port) || context.isDamaged([...place.jsonPath.slice(0, -1), need.task])) return null;
  return unknownPort(at, ports, target.each !== undefined);
}

function isStandardPort(port: string): boolean {
  return (standardPorts as readonly string[]).includes(port);
}

function duplicateNeed(at: At): Finding {
  const message = `Task \`${at.place.path}\` needs \`${printNeed(at.need)}\` twice. Remove one of the two.`;
  return error('duplicate_need', pathOf(at), message, { fix: removal(at) });
}

function unknownNeed(at: At, context: CheckContext): Finding | null {
  const { place, need } = at;
  if (context.isDamaged([...place.jsonPath.slice(0, -1), need.task])) return null;
  const elsewhere = context.placeWithId(need.task);
  if (elsewhere) return error('need_across_groups', pathOf(at), acrossGroups(place, elsewhere), { fix: removal(at) });
  const near = closest(need.task, context.scopeOf(place.siblings).ids);
  const meant = near === place.id ? null : near;
  const advice = meant ? `Did you mean \`${meant}\`?` : 'Remove the need, or add the task.';
  const message = `Task \`${place.path}\` needs \`${need.task}\`, which does not exist. ${advice}`;
  return error('unknown_need', pathOf(at), message, { fix: meant ? replacement(at, { ...need, task: meant }) : removal(at) });
}

function acrossGroups(place: TaskPlace, target: TaskPlace): string {
  const rule = 'A task inside a group needs only its siblings';
  if (place.path.startsWith(`${target.path}.`))
    return `Task \`${place.path}\` needs \`${target.path}\`, the group it is in. ${rule}. Remove the need.`;
  if (target.path.startsWith(`${place.path}.`))
    return `Task \`${place.path}\` needs \`${target.path}\`, a task of its own. Remove the need.`;
  if (!target.group) {
    const group = topGroupOf(place);
    return `Task \`${place.path}\` needs \`${target.path}\`, which is outside of its group. ${rule}: let the group \`${group}\` need it.`;
  }
  return `Task \`${place.path}\` needs \`${target.path}\`, which is inside another group. ${rule}: need the group \`${target.group.path}\` where the two meet.`;
}

function topGroupOf(place: TaskPlace): string {
  let at = place;
  while (at.group) at = at.group;
  return at.path;
}

function unknownPort(at: At, ports: readonly string[], isEach: boolean): Finding {
  const { place, need } = at;
  const meant = closest(need.port, ports);
  const reason = isEach ? ` It runs once per item and ends as a whole, so it has only ${listed(ports)}.` : '';
  const advice = meant ? `Did you mean \`${meant}\`?` : isEach ? '' : `Its ports are ${listed(ports)}.`;
  const message =
    `Task \`${place.path}\` needs the port \`${need.port}\` of \`${need.task}\`, which that task does not have.${reason} ${advice}`.trimEnd();
  return error('unknown_port', pathOf(at), message, { fix: meant ? replacement(at, { ...need, port: meant }) : removal(at) });
}

function checkCycles(context: CheckContext, findings: Findings): void {
  const scopes = new Map(context.places.map((place) => [place.siblings, place]));
  for (const [siblings, { jsonPath }] of scopes) {
    const path = jsonPath.slice(0, -1);
    for (const cycle of context.scopeOf(siblings).cycles) {
      if (findings.isFull) return;
      if (cycle.length < 2) continue;
      const first = cycle[0] ?? '';
      const shown = cycle.length > 12 ? [...cycle.slice(0, 6), '…', ...cycle.slice(-5)] : cycle;
      const way = [...shown, first].map((id) => (id === '…' ? id : `\`${id}\``)).join(' → ');
      const last = cycle.at(-1) ?? '';
      const needs = siblings[first]?.needs ?? [];
      const index = needs.findIndex((need) => parseNeed(need).task === last);
      const message = `These tasks wait for each other: ${way}. Remove one of these needs.`;
      findings.add(error('cycle', [...path, first, 'needs', index], message));
    }
  }
}

function removal(at: At): ProblemFix {
  return { title: `Remove the need ${printNeed(at.need)}`, action: 'remove', path: pathOf(at) };
}

function replacement(at: At, need: Need): ProblemFix {
  return { title: `Change to ${printNeed(need)}`, action: 'replace', path: pathOf(at), value: printNeed(need) };
}

function pathOf({ place, index }: At): JsonPath {
  return [...place.jsonPath, 'needs', index];
}
