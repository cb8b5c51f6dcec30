// The special forms as closures.
import type { Json } from '../json.ts';
import { read } from './access.ts';
import { answeredFaultCost, ExpressionFault, isRecoverable, locate } from './fault.ts';
import { toText } from './functions/conversions.ts';
import { sortedBy } from './functions/order.ts';
import type { Builder, Frame, Step } from './program.ts';
import { asBindingForm, type BindingForm } from './special-forms.ts';
import { childrenOf, type Node } from './syntax.ts';
import { describeKind, isList, isMap, Optional, setField, settle, type Value } from './value.ts';

/** The closure of a form; null when the call is no form. */
export function buildForm(node: Node, builder: Builder): Step | null {
  const binding = asBindingForm(node);
  if (binding) return binding.name === 'cel.bind' ? buildBind(binding, builder) : buildListForm(node, binding, builder);
  if (node.op !== 'call' && node.op !== 'rcall') return null;
  const [name] = node.args;
  const args = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
  const [first, second] = args;
  if (!first || args.length > 2) return null;
  switch (name) {
    case 'has':
      return second ? null : buildHas(first, builder);
    case 'default':
      return second ? buildDefault(first, second, builder) : null;
    case 'orValue':
    case 'or':
      return second ? buildOr(node, [first, second], name, builder) : null;
    case 'hasValue':
    case 'value':
      return second ? null : buildOptionalRead(node, first, name, builder);
    default:
      return null;
  }
}

/** Reads a chain of members; undefined where a member is missing, with no fault made for it. Anything else is evaluated as usual. */
function buildLenient(node: Node, builder: Builder): (frame: Frame) => Value | undefined {
  if (node.op !== '.' && node.op !== '[]') return builder.build(node);
  const object = buildLenient(node.args[0], builder);
  const key: Step = node.op === '.' ? constant(node.args[1]) : builder.build(node.args[1]);
  return (frame) => {
    const from = object(frame);
    const inner = from instanceof Optional ? from.value : from;
    return inner === undefined ? undefined : read(inner, settle(key(frame)));
  };
}

function constant(value: Json): Step {
  return () => value;
}

function buildHas(argument: Node, builder: Builder): Step {
  const value = buildLenient(argument, builder);
  return (frame) => {
    const found = value(frame);
    return found instanceof Optional ? found.value !== undefined : found !== undefined;
  };
}

function buildDefault(valueNode: Node, fallbackNode: Node, builder: Builder): Step {
  const [value, fallback] = [buildLenient(valueNode, builder), builder.build(fallbackNode)];
  return (frame) => {
    const found = tryMissing(value, frame);
    const settled = found === undefined ? null : settle(found);
    return settled === null ? settle(fallback(frame)) : settled;
  };
}

/** Undefined where something is missing deeper inside, as in default(size(x.y), 0). */
function tryMissing(step: (frame: Frame) => Value | undefined, frame: Frame): Value | undefined {
  try {
    return step(frame);
  } catch (thrown) {
    if (!isRecoverable(thrown) || thrown.code !== 'missing') throw thrown;
    frame.budget.spend(answeredFaultCost);
    return undefined;
  }
}

function optionalOf(value: Value, at: Node): Optional {
  if (value instanceof Optional) return value;
  throw new ExpressionFault('failed', `an optional value is needed here (write .?field or [?key]), not ${describeKind(value)}`, at);
}

function buildOr(node: Node, [firstNode, secondNode]: readonly [Node, Node], name: 'or' | 'orValue', builder: Builder): Step {
  const [first, second] = [builder.build(firstNode), builder.build(secondNode)];
  return (frame) => {
    const optional = optionalOf(first(frame), firstNode);
    if (name === 'orValue') return optional.value ?? settle(second(frame));
    return optional.value === undefined ? optionalOf(second(frame), node) : optional;
  };
}

function buildOptionalRead(node: Node, argument: Node, name: 'hasValue' | 'value', builder: Builder): Step {
  const step = builder.build(argument);
  return (frame) => {
    const { value } = optionalOf(step(frame), argument);
    if (name === 'hasValue') return value !== undefined;
    if (value === undefined) throw new ExpressionFault('missing', `\`${builder.textOf(argument)}\` has no value`, node);
    return value;
  };
}

function buildBind({ variable, source, bodies }: BindingForm, builder: Builder): Step {
  const place = builder.variables.length;
  const value = builder.build(source);
  const body = builder.bind(variable).build(bodies[0] as Node);
  return (frame) => {
    frame.locals[place] = settle(value(frame));
    return body(frame);
  };
}

/** The body of a form for one item. */
type Body = { readonly test: (item: Json) => boolean; readonly value: (item: Json) => Json };
type ListForm = (items: readonly Json[], body: Body, frame: Frame) => Json;

const listForms: ReadonlyMap<string, ListForm> = new Map<string, ListForm>([
  ['map', (items, body) => items.map(body.value)],
  ['filter', (items, body) => items.filter(body.test)],
  ['find', (items, body) => items.find(body.test) ?? null],
  ['exists_one', (items, body) => items.filter(body.test).length === 1],
  ['exists', (items, body, frame) => decide(items, body, true, frame)],
  ['all', (items, body, frame) => decide(items, body, false, frame)],
  ['sortBy', (items, body, frame) => sortedBy(items, items.map(body.value), frame.budget)],
  ['groupBy', groupItems],
]);

function buildListForm(node: Node, form: BindingForm, builder: Builder): Step {
  const run = listForms.get(form.name);
  if (!run) throw new Error(`No form ${form.name}`);
  const source = builder.build(form.source);
  const body = buildBody(form, builder);
  const filter = form.bodies.length > 1 ? buildBody({ ...form, bodies: form.bodies.slice(0, 1) }, builder) : null;
  return (frame) => {
    const items = itemsOf(settle(source(frame)), form);
    const kept = filter ? items.filter(filter(frame).test) : items;
    try {
      return run(kept, body(frame), frame);
    } catch (thrown) {
      throw locate(thrown, node);
    }
  };
}

/** The last body of a form. Each item costs what the body can cost at most. */
function buildBody(form: BindingForm, builder: Builder): (frame: Frame) => Body {
  const place = builder.variables.length;
  const bodyNode = form.bodies.at(-1) as Node;
  const step = builder.bind(form.variable).build(bodyNode);
  const cost = 1 + countNodes(bodyNode);
  return (frame) => {
    const value = (item: Json): Json => {
      frame.budget.spend(cost);
      frame.locals[place] = item;
      return settle(step(frame));
    };
    return { value, test: (item) => asCondition(value(item), form.name, bodyNode) };
  };
}

function asCondition(value: Json, name: string, at: Node): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExpressionFault('failed', `the condition of ${name} must be true or false, not ${describeKind(value)}`, at);
}

function itemsOf(value: Json, form: BindingForm): readonly Json[] {
  if (isList(value)) return value;
  if (isMap(value)) return Object.keys(value);
  throw new ExpressionFault('failed', `${form.name} needs a list, not ${describeKind(value)}`, form.source);
}

function groupItems(items: readonly Json[], body: Body, frame: Frame): Json {
  const groups = new Map<string, Json[]>();
  for (const item of items) {
    frame.budget.spend(8);
    const key = toText(body.value(item), frame.budget);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const map: { [key: string]: Json } = {};
  for (const [key, group] of groups) setField(map, key, group);
  return map;
}

/** Like `||` and `&&` over the items: one that decides makes faults of others irrelevant. */
function decide(items: readonly Json[], body: Body, decisive: boolean, frame: Frame): boolean {
  let fault: unknown;
  for (const item of items) {
    try {
      if (body.test(item) === decisive) return decisive;
    } catch (thrown) {
      if (!isRecoverable(thrown)) throw thrown;
      frame.budget.spend(answeredFaultCost);
      fault ??= thrown;
    }
  }
  if (fault !== undefined) throw fault;
  return !decisive;
}

function countNodes(node: Node): number {
  return childrenOf(node).reduce((count, child) => count + countNodes(child), 1);
}
