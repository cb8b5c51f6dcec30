// What expressions see: the variables of a run and, for each unit, the tasks and items in its sight.
import type { Json, JsonObject } from '../workflow/json.ts';
import type { RunTrigger } from './event.ts';
import type { Items, NodeState, Run, ScopeState, Unit } from './run.ts';
import type { StoredValue } from './stored-value.ts';

/** Loads what the state only refers to. Blobs must be in memory already: expressions are evaluated without waiting. */
export type ReadBlob = (hash: string) => Json;

export type RunIdentity = {
  readonly id: string;
  readonly workflow: string;
  readonly createdAt: number;
  readonly trigger: RunTrigger;
  /** IANA zone of the slot's calendar fields; UTC when absent. */
  readonly timezone?: string;
};

/** The variable `run`. Its only clock is the run's own: the slot of a schedule, or the instant the run was created. */
export function runVariable({ id, workflow, createdAt, trigger, timezone }: RunIdentity): JsonObject {
  const slotAt = trigger.kind === 'schedule' ? trigger.slot : createdAt;
  return {
    id,
    workflow,
    startedAt: new Date(createdAt).toISOString(),
    trigger: trigger.kind === 'schedule' ? trigger.trigger : trigger.kind,
    slot: slotVariable(slotAt, timezone ?? 'UTC'),
  };
}

const runVariables = new WeakMap<Run, JsonObject>();

/** The variable `run` of a run under way; made once, because calendar fields are dear and every task asks. */
export function runVariableOf(run: Run): JsonObject {
  const known = runVariables.get(run);
  if (known) return known;
  const { workflow, trigger, at: createdAt } = run.created;
  const timezone = trigger.kind === 'schedule' ? run.program.workflow.triggers?.[trigger.trigger]?.timezone : undefined;
  const made = runVariable({ id: run.id, workflow, createdAt, trigger, ...(timezone === undefined ? {} : { timezone }) });
  runVariables.set(run, made);
  return made;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Formatters are dear to make and never change; there are as many as time zones in use. */
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    weekday: 'long',
    hourCycle: 'h23',
  });
  calendars.set(timeZone, made);
  return made;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Logical time of a run: an instant and its calendar fields in the zone of the trigger. */
export function slotVariable(at: number, timezone: string): JsonObject {
  const iso = new Date(at).toISOString();
  const { date, time, weekday } = timezone === 'UTC' ? utcFields(at, iso) : zonedFields(at, timezone);
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return { at: iso, epochMs: at, timezone, date, time, year, month, day, hour, minute, weekday };
}

type Fields = { readonly date: string; readonly time: string; readonly weekday: string };

/** Most runs have no zone, and a formatter costs more than everything else that is known of a run. */
function utcFields(at: number, iso: string): Fields {
  return { date: iso.slice(0, 10), time: iso.slice(11, 19), weekday: weekdays[new Date(at).getUTCDay()] ?? '' };
}

function zonedFields(at: number, timezone: string): Fields {
  const fields = new Map(
    calendarOf(timezone)
      .formatToParts(new Date(at))
      .map((part) => [part.type as string, part.value]),
  );
  const field = (name: string) => fields.get(name) ?? '';
  return {
    date: `${field('year')}-${field('month')}-${field('day')}`,
    time: `${field('hour')}:${field('minute')}:${field('second')}`,
    weekday: field('weekday').toLowerCase(),
  };
}

/** `tasks.<id>` as expressions see it. */
export function taskVariable(unit: Unit, readBlob: ReadBlob): JsonObject {
  return { output: unit.output ? readStored(unit.output, unit, readBlob) : null, status: unit.status, error: errorOf(unit) };
}

function errorOf(unit: Unit): Json {
  if (unit.failure) return unit.failure as unknown as Json;
  if (unit.skip?.reason !== 'upstream_failed') return null;
  const needs = [...unit.skip.needs];
  return { kind: 'user', code: 'upstream_failed', message: `Skipped because ${needs.join(', ')} failed`, details: { needs } };
}

export function readStored(stored: StoredValue, unit: Unit | null, readBlob: ReadBlob): Json {
  switch (stored.kind) {
    case 'value':
      return stored.value;
    case 'blob':
      return readBlob(stored.hash);
    case 'items':
      return readItems(unit?.node ?? null, readBlob);
  }
}

const itemLists = new WeakMap<Items, Json>();

/** The list of an ended task is made once, since every item of a task behind it may read it; not when it would keep blobs in memory. */
function readItems(node: NodeState | null, readBlob: ReadBlob): Json {
  const items = node?.items;
  if (!items) return [];
  const known = itemLists.get(items);
  if (known) return known;
  const made = listItems(items, readBlob);
  const hasBlobs = items.units.some((unit) => unit?.output?.kind === 'blob');
  if (node.unit.finishedAt !== null && !hasBlobs) itemLists.set(items, made);
  return made;
}

function listItems(items: Items, readBlob: ReadBlob): Json {
  return Array.from({ length: items.count }, (_, index) => {
    const unit = items.units[index];
    return unit?.output ? readStored(unit.output, unit, readBlob) : null;
  });
}

/** The task that a name means at a place: a sibling, or one beside an enclosing group. */
export function findInSight(scope: ScopeState, id: string): NodeState | null {
  for (let at: ScopeState | undefined = scope; at; at = at.owner?.node.scope) {
    const index = at.program.indexOf.get(id);
    if (index !== undefined) return at.nodes[index] ?? null;
  }
  return null;
}

const noVariables: { [name: string]: Json } = {};

/** `item` (or the name given in `as`) and `index` of every enclosing `each`, the innermost last. */
export function itemVariables(unit: Unit, readBlob: ReadBlob): { [name: string]: Json } {
  if (unit.item === null && unit.node.scope.owner === null) return noVariables;
  const chain: Unit[] = [];
  for (let at: Unit | null = unit; at; at = at.node.scope.owner) chain.unshift(at);
  const variables: { [name: string]: Json } = {};
  for (const { item, node } of chain) {
    if (item === null || !node.items) continue;
    const list = readStored(node.items.list, null, readBlob);
    variables[node.program.task.each?.as ?? 'item'] = Array.isArray(list) ? ((list[item] as Json | undefined) ?? null) : null;
    variables.index = item;
  }
  return variables;
}

/** The state of a run as its hooks see it, besides the usual fields. */
export function endVariables(run: Run): JsonObject {
  if (!run.ending) return {};
  return { status: run.ending.status, error: (run.ending.failure as unknown as Json) ?? null };
}
