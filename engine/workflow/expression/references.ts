// What the expressions of a value refer to.
import type { Json } from '../json.ts';
import { RecentCache } from './cache.ts';
import { compileTemplate, parseExpression, type Reference } from './compile.ts';
import { hasExpression } from './template.ts';

export type ReferenceOptions = {
  /** Texts may be expressions without braces, as those of `when` are. */
  readonly bare?: boolean;
};

/** An expression in a text: its source, and where that starts in the text. */
export type ExpressionPlace = { readonly source: string; readonly start: number };

/** The expressions of one text. A text that does not parse has none. */
export function expressionsIn(text: string, options: ReferenceOptions = {}): readonly ExpressionPlace[] {
  if (options.bare && !text.trimStart().startsWith('{{')) return [{ source: text, start: 0 }];
  if (!hasExpression(text)) return [];
  const template = compileTemplate(text);
  return template.ok ? template.value.parts.filter((part) => typeof part === 'object') : [];
}

/** The texts of a value, however deep; keys are not among them. */
function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  const texts: string[] = [];
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') texts.push(next);
    else if (typeof next === 'object' && next !== null) {
      const inner = Object.values(next);
      for (let at = inner.length - 1; at >= 0; at--) waiting.push(inner[at] as Json);
    }
  }
  return texts;
}

/** All references in document order. Offsets are in the source of each expression. */
export function referencesOf(value: Json, options: ReferenceOptions = {}): readonly Reference[] {
  return textsIn(value)
    .flatMap((text) => expressionsIn(text, options))
    .flatMap(({ source }) => {
      const parsed = parseExpression(source);
      return parsed.ok ? parsed.value.references : [];
    });
}

/** Ids of the tasks whose state the expressions of a value may read; `all` when they are chosen while running. */
export function referencedTasks(value: Json, options: ReferenceOptions = {}): readonly string[] | 'all' {
  const tasks = new Set<string>();
  for (const text of textsIn(value)) {
    if (!options.bare && !hasExpression(text)) continue;
    const found = (options.bare ? bareTasks : templateTasks).get(text, options.bare ? tasksInBare : tasksInTemplate);
    if (found === 'all') return 'all';
    for (const task of found) tasks.add(task);
  }
  return [...tasks];
}

const cachedTexts = 2_000_000;
const templateTasks = new RecentCache<readonly string[] | 'all'>(cachedTexts);
const bareTasks = new RecentCache<readonly string[] | 'all'>(cachedTexts);

function tasksInTemplate(text: string): readonly string[] | 'all' {
  return tasksOf(referencesOf(text));
}

function tasksInBare(text: string): readonly string[] | 'all' {
  return tasksOf(referencesOf(text, { bare: true }));
}

function tasksOf(references: readonly Reference[]): readonly string[] | 'all' {
  const tasks = new Set<string>();
  for (const { path } of references) {
    if (path[0] !== 'tasks') continue;
    if (path[1] === undefined) return 'all';
    tasks.add(String(path[1]));
  }
  return [...tasks];
}
