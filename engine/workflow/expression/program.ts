// A syntax tree as nested closures. Every step that depends on the size of data is counted in the budget.
import type { Json } from '../json.ts';
import { readOptional, readStrict } from './access.ts';
import { ExpressionFault, locate } from './fault.ts';
import { buildForm } from './forms.ts';
import { findFunction } from './library.ts';
import { type Budget, charactersPerStep } from './limits.ts';
import { buildOperator } from './operators.ts';
import { isNamespace } from './special-forms.ts';
import type { Node } from './syntax.ts';
import { none, Optional, setField, settle, type Value } from './value.ts';

export type Variables = { readonly [name: string]: Json };
export type Program = (scope: Variables, budget: Budget) => Value;

/** State of one evaluation. */
export type Frame = {
  readonly scope: Variables;
  readonly budget: Budget;
  /** Variables of the forms around the current place, by depth. */
  readonly locals: Json[];
};

export type Step = (frame: Frame) => Value;

/** What a place in the source knows while it is turned into a closure. */
export class Builder {
  readonly source: string;
  /** Names of the forms' variables, outermost first: the index is the place in `Frame.locals`. */
  readonly variables: readonly string[];

  constructor(source: string, variables: readonly string[]) {
    this.source = source;
    this.variables = variables;
  }

  bind(variable: string): Builder {
    return new Builder(this.source, [...this.variables, variable]);
  }

  build(node: Node): Step {
    return build(node, this);
  }

  /** The source of a node, short enough for a message. */
  textOf(node: Node): string {
    const text = this.source.slice(node.start, node.end);
    return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
  }
}

export function buildProgram(node: Node, source: string): Program {
  const step = new Builder(source, []).build(node);
  return (scope, budget) => step({ scope, budget, locals: [] });
}

function build(node: Node, builder: Builder): Step {
  switch (node.op) {
    case 'value':
      return buildLiteral(node.args);
    case 'id':
      return buildVariable(node, node.args, builder);
    case '.':
      return buildMember({ start: node.pos, end: node.end }, node.args[0], () => node.args[1], builder);
    case '.?':
      return buildOptionalMember(node.args[0], () => node.args[1], builder);
    case '[]':
      return buildMember(node.args[1], node.args[0], builder.build(node.args[1]), builder);
    case '[?]':
      return buildOptionalMember(node.args[0], builder.build(node.args[1]), builder);
    case 'list':
      return buildList(node.args, builder);
    case 'map':
      return buildMap(node, node.args, builder);
    case 'call':
      return buildForm(node, builder) ?? buildCall(node, node.args[0], node.args[1], builder);
    case 'rcall':
      return buildForm(node, builder) ?? buildMethod(node, node.args, builder);
    default:
      return buildOperator(node, builder);
  }
}

function buildLiteral(literal: unknown): Step {
  const value = typeof literal === 'bigint' ? Number(literal) : typeof literal === 'object' && literal !== null ? Number(literal) : literal;
  const json = value as Json;
  return () => json;
}

function buildVariable(node: Node, name: string, builder: Builder): Step {
  const local = builder.variables.lastIndexOf(name);
  if (local >= 0) return (frame) => frame.locals[local] as Json;
  return ({ scope }) => {
    const value = Object.hasOwn(scope, name) ? scope[name] : undefined;
    if (value === undefined) throw new ExpressionFault('failed', `\`${name}\` does not exist here`, node);
    return value;
  };
}

function buildMember(written: { readonly start: number; readonly end: number }, objectNode: Node, key: Step, builder: Builder): Step {
  const object = builder.build(objectNode);
  return (frame) => {
    const from = object(frame);
    if (from instanceof Optional) return readOptional(from, settle(key(frame)));
    return readStrict(from, settle(key(frame)), written, () => builder.textOf(objectNode));
  };
}

function buildOptionalMember(objectNode: Node, key: Step, builder: Builder): Step {
  const object = builder.build(objectNode);
  return (frame) => readOptional(object(frame), settle(key(frame)));
}

function buildList(items: readonly Node[], builder: Builder): Step {
  const steps = items.map((item) => builder.build(item));
  return (frame) => steps.map((step) => settle(step(frame)));
}

function buildMap(node: Node, entries: readonly (readonly [Node, Node])[], builder: Builder): Step {
  const steps = entries.map(([key, value]) => [builder.build(key), builder.build(value)] as const);
  return (frame) => {
    const map: { [key: string]: Json } = {};
    for (const [key, value] of steps) {
      try {
        setField(map, keyText(settle(key(frame))), settle(value(frame)));
      } catch (thrown) {
        throw locate(thrown, node);
      }
    }
    return map;
  };
}

function keyText(key: Json): string {
  if (typeof key === 'string') return key;
  if (typeof key === 'number' || typeof key === 'boolean') return String(key);
  throw new ExpressionFault('failed', 'the keys of a map must be texts, numbers or booleans');
}

function buildMethod(node: Node, [name, receiver, args]: readonly [string, Node, readonly Node[]], builder: Builder): Step {
  if (isNamespace(receiver, 'optional') && name === 'none') return () => none;
  if (isNamespace(receiver, 'optional') && name === 'of' && args[0]) {
    const value = builder.build(args[0]);
    return (frame) => new Optional(settle(value(frame)));
  }
  return buildCall(node, name, [receiver, ...args], builder);
}

function buildCall(node: Node, name: string, args: readonly Node[], builder: Builder): Step {
  const definition = findFunction(name);
  const steps = args.map((arg) => builder.build(arg));
  return (frame) => {
    if (!definition) throw new ExpressionFault('failed', `the function \`${name}\` does not exist`, node);
    const values = steps.map((step) => settle(step(frame)));
    frame.budget.spend(sizeOfTexts(values));
    try {
      return definition.run(values, frame.budget);
    } catch (thrown) {
      throw locate(named(thrown, name), node);
    }
  };
}

/** Most functions read the texts they get. What they do with lists and maps they count themselves. */
function sizeOfTexts(values: readonly Json[]): number {
  let steps = 1;
  for (const value of values) if (typeof value === 'string') steps += value.length / charactersPerStep;
  return steps;
}

function named(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof ExpressionFault) || thrown.code === 'too_costly') return thrown;
  return new ExpressionFault(thrown.code, `${name}: ${thrown.explanation}`);
}
