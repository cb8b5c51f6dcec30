// Five hundred random commands on canvas and text, with undo, redo, formatting and restarts between them, held against what the text says.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../engine/adapters/testing/seeded-random.ts';
import { arbitraryEdit } from '../../engine/workflow/edit/testing/arbitrary-edit.ts';
import { walkTasks } from '../../engine/workflow/graph/walk.ts';
import type { Json } from '../../engine/workflow/json.ts';
import { parseNeed } from '../../engine/workflow/needs.ts';
import { arbitrarySpelling, type Spelling, spell } from '../../engine/workflow/patch/testing/arbitrary-text.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { arbitraryWorkflow } from '../../engine/workflow/testing/arbitraries.ts';
import { beginWith, draftOf, readDraft } from './draft.ts';
import { readText } from './read-text.ts';
import { selectTasks } from './selection.ts';
import { createSession, type Edit, type Session, type SessionState } from './session.ts';

const commandCount = 500;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Material = { readonly first: string; readonly edits: readonly Edit['change'][]; readonly spellings: readonly Spelling[] };

function materialOf(seed: number): Material {
  const [workflow] = fc.sample(arbitraryWorkflow({ maxTasks: 12 }), { seed, numRuns: 1 });
  const spellings = fc.sample(arbitrarySpelling, { seed, numRuns: commandCount });
  const [spelling] = spellings;
  if (!workflow || !spelling) throw new Error('nothing was generated');
  return { first: spell(workflow as Json, spelling), spellings, edits: fc.sample(arbitraryEdit, { seed, numRuns: commandCount }) };
}

/** One person with a keyboard, a mouse and no plan. */
class Monkey {
  readonly #material: Material;
  readonly #random: () => number;
  #clock = 0;
  session: Session;
  /** How often each kind of command did something. */
  readonly done = new Map<string, number>();

  constructor(seed: number) {
    this.#material = materialOf(seed);
    this.#random = seededRandom(seed);
    this.session = this.#open({ text: this.#material.first });
  }

  get first(): string {
    return this.#material.first;
  }

  get state(): SessionState {
    return this.session.store.getState();
  }

  act(index: number): void {
    const before = this.state;
    this.#clock += this.#pick([10, 400, 3000]);
    const kind = this.#choose(index);
    if (this.state !== before) this.done.set(kind, (this.done.get(kind) ?? 0) + 1);
  }

  #choose(index: number): string {
    const fraction = this.#random();
    // What is broken is repaired soon, as a person would.
    if (this.state.graph !== 'current' && fraction < 0.5) return this.#repair();
    if (fraction < 0.55) return this.#edit(this.#material.edits[index]);
    if (fraction < 0.68) return this.#typeBlanks();
    if (fraction < 0.74) return this.#typeGarbage();
    if (fraction < 0.84) return this.#times(() => this.session.undo(), 'undo');
    if (fraction < 0.92) return this.#times(() => this.session.redo(), 'redo');
    if (fraction < 0.95) return this.#format(this.#material.spellings[index]);
    if (fraction < 0.98) return this.#select();
    return this.#restart();
  }

  #edit(change: Edit['change'] | undefined): string {
    const { text, graph } = this.state;
    const edited = change && this.session.edit({ label: 'Edit', change, ...(this.#random() < 0.3 ? { gesture: 'drag' } : {}) });
    if (!edited?.ok) expect(this.state.text).toBe(text);
    if (graph === 'stale') expect(edited?.ok).toBe(false);
    return 'edit';
  }

  /** At the end of a line, where it can only be between two values. */
  #typeBlanks(): string {
    const { text } = this.state;
    const from = Math.floor(this.#random() * text.length);
    const offset = text.indexOf('\n', from);
    if (offset > 0) this.session.type([{ offset, length: 0, text: this.#pick([' ', '\n', '\t\r\n']) }]);
    return 'blanks';
  }

  /** Anywhere; what is still a workflow may be another one, whose needs may lead nowhere: that is taken back at once. */
  #typeGarbage(): string {
    const { text } = this.state;
    const offset = Math.floor(this.#random() * text.length);
    const length = Math.min(text.length - offset, Math.floor(this.#random() * 4));
    this.session.type([{ offset, length, text: this.#pick(['x', '"', '{', '}', ',', '\ud83d', '']) }]);
    if (this.state.text !== text && this.state.graph !== 'stale') this.session.undo();
    return 'garbage';
  }

  #format(spelling: Spelling | undefined): string {
    if (spelling && this.state.graph === 'current') this.session.replaceText('Format', spell(this.state.workflow as Json, spelling));
    return 'format';
  }

  #select(): string {
    const paths = [...walkTasks(this.state.workflow)].map(({ path }) => path);
    this.session.select(selectTasks(paths.filter(() => this.#random() < 0.3)));
    return 'select';
  }

  #repair(): string {
    while (this.state.graph !== 'current' && this.session.undo() !== null);
    return 'repair';
  }

  /** The window is killed and opened again. */
  #restart(): string {
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(this.state))));
    const beginning = beginWith(null, draft);
    if (!beginning) throw new Error('the draft is lost');
    expect(beginning).toMatchObject({ text: this.state.text, steps: this.state.steps, selection: this.state.selection });
    this.session.close();
    this.session = this.#open(beginning);
    return 'restart';
  }

  #times(step: () => string | null, name: string): string {
    for (let left = this.#pick([1, 1, 2, 7]); left > 0; left -= 1) step();
    return name;
  }

  #open(beginning: { readonly text: string } & Partial<Pick<SessionState, 'steps' | 'selection'>>): Session {
    const { text, steps, selection } = beginning;
    const rest = { ...(steps ? { steps } : {}), ...(selection ? { selection } : {}) };
    return createSession({ id: 'fuzz', text, saved: null, now: () => this.#clock, ...rest });
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}

function expectSound({ text, workflow, graph, selection }: SessionState): void {
  const read = readText(text, null);
  expect(graph).toBe(read.workflow === null ? 'stale' : read.isWhole ? 'current' : 'partial');
  if (read.workflow) expect(workflow).toEqual(read.workflow);
  expect(danglingNeeds(workflow)).toEqual([]);
  const paths = new Set([...walkTasks(workflow)].map(({ path }) => path));
  expect(selection.tasks.filter((path) => !paths.has(path))).toEqual([]);
}

function danglingNeeds(workflow: Workflow): readonly string[] {
  return [...walkTasks(workflow)].flatMap(({ path, task, siblings }) =>
    (task.needs ?? []).filter((need) => !Object.hasOwn(siblings, parseNeed(need).task)).map((need) => `${path} needs ${need}`),
  );
}

describe('five hundred random commands', () => {
  it.each([1, 2, 3, 4])('leave text, workflow, edges and steps sound after each one (seed %i)', (seed) => {
    const monkey = new Monkey(seed);
    for (let index = 0; index < commandCount; index += 1) {
      monkey.act(index);
      expectSound(monkey.state);
    }
    while (monkey.session.redo() !== null);
    const last = monkey.state.text;
    while (monkey.session.undo() !== null) expectSound(monkey.state);
    expect(monkey.state.text).toBe(monkey.first);
    while (monkey.session.redo() !== null);
    expect(monkey.state.text).toBe(last);
    for (const kind of ['edit', 'blanks', 'garbage', 'undo', 'redo', 'format', 'select', 'restart', 'repair']) {
      expect(monkey.done.get(kind) ?? 0, kind).toBeGreaterThan(0);
    }
    expect(monkey.done.get('edit')).toBeGreaterThan(50);
  });
});
