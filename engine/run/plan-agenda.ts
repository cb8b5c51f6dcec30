import { assertNever } from '../workflow/assert.ts';
import { isSelected } from './choices.ts';
import { decideJoin, decidingNeeds } from './joins.ts';
import { continueItems, withdrawItems } from './plan-items.ts';
import { endScope } from './plan-scopes.ts';
import { stopItemsOf, stopScopeOf } from './plan-stops.ts';
import type { Planner } from './planner.ts';
import type { Agenda, NodeState } from './run.ts';

export function settleAgenda(planner: Planner): void {
  const { run } = planner;
  while (run.agenda.length > 0) {
    const agenda = run.agenda;
    run.agenda = [];
    for (const entry of agenda) decide(planner, entry);
  }
}

function decide(planner: Planner, entry: Agenda): void {
  switch (entry.kind) {
    case 'join':
      return skipIfDecided(planner, entry.node);
    case 'items':
      return continueItems(planner, entry.node);
    case 'scope':
      return endScope(planner, entry.scope);
    case 'stop':
      return stopScopeOf(planner, entry.scope);
    case 'stop items':
      return stopItemsOf(planner, entry.node);
    case 'withdraw items':
      return withdrawItems(planner, entry.node);
    default:
      assertNever(entry);
  }
}

function skipIfDecided(planner: Planner, node: NodeState): void {
  const { unit } = node;
  if (unit.status !== 'pending' || node.scope.stopping !== null) return;
  const decision = decideJoin(node);
  if (decision.type !== 'skip') return;
  if (!isSelected(planner.run, node.program)) return planner.record({ type: 'task.skipped', path: unit.path, reason: 'not_selected' });
  planner.record({ type: 'task.skipped', path: unit.path, reason: decision.reason, needs: decidingNeeds(node, decision.reason) });
}
