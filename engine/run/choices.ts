// How a run departs from its definition, made ready for planning: by task, so that asking costs the same however much was chosen.
import { invariant } from '../workflow/assert.ts';
import type { PinnedResult, RunChoices } from './event.ts';
import type { NodeProgram, Program } from './program.ts';
import { nodesAlong } from './program-paths.ts';
import { type Selection, selectUpTo } from './selection.ts';

export type Choices = {
  /** Null: everything runs. */
  readonly selection: Selection | null;
  readonly breakpoints: ReadonlySet<NodeProgram>;
  readonly pinned: ReadonlyMap<NodeProgram, PinnedResult>;
};

/** Null for most runs: nothing was chosen. The paths are those of tasks of the program. */
export function choicesOf(program: Program, { upTo, breakpoints = [], pinned = {} }: RunChoices): Choices | null {
  const pins = Object.entries(pinned);
  if (upTo === undefined && breakpoints.length === 0 && pins.length === 0) return null;
  return {
    selection: upTo === undefined ? null : selectUpTo(program, upTo),
    breakpoints: new Set(breakpoints.map((path) => nodeAt(program, path))),
    pinned: new Map(pins.map(([path, result]) => [nodeAt(program, path), result])),
  };
}

function nodeAt(program: Program, path: string): NodeProgram {
  const node = nodesAlong(program, path)?.at(-1);
  invariant(node, `the workflow has the task ${path}`);
  return node;
}

type Chosen = { readonly choices: Choices | null };

export function isSelected({ choices }: Chosen, node: NodeProgram): boolean {
  return !choices?.selection || choices.selection.nodes.has(node);
}

/** Whether the run, or the group, ends before all of it has run. */
export function isPartial({ choices }: Chosen, group: NodeProgram | null): boolean {
  if (!choices?.selection) return false;
  return group === null || choices.selection.partial.has(group);
}
