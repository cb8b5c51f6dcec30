// What the expressions of a task read, found once for each definition: every attempt of every run of it asks.
import { referencedTasks, referencesOf } from '../workflow/expression/references.ts';
import { hasExpression } from '../workflow/expression/template.ts';
import type { Json } from '../workflow/json.ts';
import type { Task, Workflow } from '../workflow/schema.ts';

/** What is evaluated: before a task, for an attempt, behind a group, behind the run. */
export type Question = 'prepare' | 'parameters' | 'complete' | 'outputs';

export type Reading = {
  /** Ids of the tasks whose state is read; `all` when they are chosen while running. */
  readonly tasks: readonly string[] | 'all';
  /** Names of secrets; only parameters may read them. */
  readonly secrets: readonly string[];
  /** False only when nothing can read the variable `run`. */
  readonly mayReadRun: boolean;
  /** There is no expression at all. */
  readonly isConstant: boolean;
};

/** What was found so far. */
export type Readings = { [question in Question]?: Reading };

/** Of the parts of a task that a question is about, or of the workflow's outputs. */
export function readingOf(of: Task | Workflow, readings: Readings, question: Question): Reading {
  readings[question] ??= read(sourceOf(of, question), question);
  return readings[question];
}

function read(source: Json, question: Question): Reading {
  const text = JSON.stringify(source);
  return {
    tasks: referencedTasks(source),
    secrets: question === 'parameters' ? secretsIn(source) : [],
    // Task types evaluate texts of their own accord, so what merely looks like it counts.
    mayReadRun: text.includes('run'),
    isConstant: !hasExpression(text),
  };
}

function sourceOf(of: Task | Workflow, question: Question): Json {
  if (question === 'outputs') return (of.outputs ?? {}) as Json;
  const { when, each, with: parameters, cache, outputs, until } = of as Task;
  switch (question) {
    case 'prepare':
      return [typeof when === 'string' ? bare(when) : null, each?.in ?? null, bare(each?.key)] as Json;
    case 'parameters':
      return [(parameters ?? {}) as Json, bare(cache?.key)];
    case 'complete':
      return [(outputs ?? {}) as Json, bare(until?.condition)];
  }
}

/** Conditions and keys may be written without braces; with them they are found as every other expression is. */
function bare(text: string | undefined): string | null {
  if (text === undefined) return null;
  return hasExpression(text) ? text : `{{ ${text} }}`;
}

function secretsIn(source: Json): readonly string[] {
  const names = new Set<string>();
  for (const { path } of referencesOf(source)) {
    if (path[0] === 'secrets' && typeof path[1] === 'string') names.add(path[1]);
  }
  return [...names];
}
