// The shape of an expression's value, and what is wrong with it on the way.
import { staticKey } from './analyze.ts';
import type { ExpressionProblem, ScopeShape } from './check.ts';
import type { FunctionEntry } from './functions/definition.ts';
import { findFunction } from './library.ts';
import { anything, join, type Shape } from './shape.ts';
import { asBindingForm, type BindingForm, isNamespaceCall } from './special-forms.ts';
import { closest } from './suggest.ts';
import { childrenOf, type Node } from './syntax.ts';

type Locals = ReadonlyMap<string, Shape>;
/** `lenient`: a missing field is expected and no problem, as in has(…). */
type Place = { readonly locals: Locals; readonly lenient: boolean };
type Range = { readonly start: number; readonly end: number };

const kinds: { readonly [K in FunctionEntry['returns']]: Shape } = {
  any: anything,
  text: { kind: 'string' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  list: { kind: 'list', items: anything },
  map: { kind: 'object', fields: {}, open: true },
};

const words: { readonly [K in Shape['kind']]: string } = {
  any: 'a value',
  object: 'a map',
  list: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

const outermost: Place = { locals: new Map(), lenient: false };

export class Inference {
  readonly problems: ExpressionProblem[] = [];
  readonly #scope: ScopeShape;
  readonly #source: string;

  constructor(scope: ScopeShape, source: string) {
    this.#scope = scope;
    this.#source = source;
  }

  shapeOf(node: Node, place: Place = outermost): Shape {
    switch (node.op) {
      case 'value':
        return literalShape(node.args);
      case 'id':
        return this.#variable(node, node.args, place);
      case '.':
      case '.?':
        return this.#member(node, node.args[0], node.args[1], { start: node.pos, end: node.end }, place);
      case '[]':
      case '[?]':
        return this.#index(node, node.args, place);
      case 'list':
        return { kind: 'list', items: this.#common(node.args, place) };
      case 'map':
        return this.#map(node.args, place);
      case 'call':
      case 'rcall':
        return this.#call(node, place);
      case '?:':
        this.#expectBoolean(node.args[0], 'The condition before `?`', place);
        return join(this.shapeOf(node.args[1], place), this.shapeOf(node.args[2], place));
      default:
        return this.#operator(node, place);
    }
  }

  #report(code: string, message: string, { start, end }: Range, suggestion?: string | null): Shape {
    this.problems.push({ code, message, start, end, ...(suggestion ? { suggestion } : {}) });
    return anything;
  }

  #textOf(node: Node): string {
    return this.#source.slice(node.start, node.end);
  }

  #variable(node: Node, name: string, { locals }: Place): Shape {
    const local = locals.get(name);
    if (local) return local;
    if (name === 'secrets') return this.#secrets(node);
    if (name === 'tasks') return anything;
    const { variables } = this.#scope;
    const known = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return known ?? this.#unknownVariable(node, name, locals);
  }

  #secrets(node: Node): Shape {
    if (this.#scope.secrets) return anything;
    return this.#report('secret_not_allowed', '`secrets` can be used in the parameters of a task only.', node);
  }

  #unknownVariable(node: Node, name: string, locals: Locals): Shape {
    if (this.#scope.tasks.known.has(name)) {
      const message = `There is no variable \`${name}\`. The output of the task is \`tasks.${name}.output\`.`;
      return this.#report('unknown_variable', message, node, `tasks.${name}.output`);
    }
    const secrets = this.#scope.secrets ? ['secrets'] : [];
    const names = [...locals.keys(), ...Object.keys(this.#scope.variables), 'tasks', ...secrets];
    const suggestion = closest(name, names);
    const help = suggestion ? `Did you mean \`${suggestion}\`?` : `There are: ${names.join(', ')}.`;
    return this.#report('unknown_variable', `There is no variable \`${name}\`. ${help}`, node, suggestion);
  }

  #index(node: Node, [object, index]: readonly [Node, Node], place: Place): Shape {
    const key = staticKey(index);
    if (key !== null) return this.#member(node, object, key, index, place);
    this.shapeOf(index, { ...place, lenient: false });
    const from = this.shapeOf(object, place);
    return from.kind === 'list' ? from.items : anything;
  }

  #member(node: Node, object: Node, key: string | number, range: Range, place: Place): Shape {
    const isOptional = node.op === '.?' || node.op === '[?]';
    const inner = isOptional || isOptionalChain(object) ? { ...place, lenient: true } : place;
    if (object.op === 'id' && object.args === 'tasks' && !place.locals.has('tasks')) return this.#task(String(key), range);
    const from = this.shapeOf(object, inner);
    const shape = fieldOf(from, key);
    if (shape) return shape;
    return inner.lenient ? anything : this.#missing(object, from, key, range);
  }

  #task(id: string, range: Range): Shape {
    const { known, upstream, output } = this.#scope.tasks;
    if (!known.has(id)) {
      const suggestion = closest(id, known);
      const help = suggestion ? ` Did you mean \`${suggestion}\`?` : '';
      return this.#report('unknown_task', `There is no task \`${id}\`.${help}`, range, suggestion);
    }
    if (!upstream(id)) {
      const message = `Task \`${id}\` is not upstream, so it may not have ended when this is evaluated. Add it to \`needs\`, here or further up.`;
      this.#report('task_not_upstream', message, range);
    }
    return { kind: 'object', fields: { output: output(id), status: { kind: 'string' }, error: anything }, open: false };
  }

  #missing(object: Node, from: Shape, key: string | number, range: Range): Shape {
    const text = this.#textOf(object);
    if (isTask(object) && typeof key === 'string') {
      const near = closest(key, ['output', 'status', 'error']) ?? `output.${key}`;
      const message = `A task has \`output\`, \`status\` and \`error\`, but no \`${key}\`. Did you mean \`${text}.${near}\`?`;
      return this.#report('unknown_field', message, range, near);
    }
    if (from.kind !== 'object') {
      const help = from.kind === 'list' ? ' Use an index such as [0], or .map(x, x.field).' : '';
      return this.#report('unknown_field', `\`${text}\` is ${words[from.kind]}, so it has no field \`${key}\`.${help}`, range);
    }
    const names = Object.keys(from.fields);
    const suggestion = closest(String(key), names);
    const help = suggestion ? `Did you mean \`${suggestion}\`?` : names.length > 0 ? `It has: ${names.slice(0, 10).join(', ')}.` : '';
    return this.#report('unknown_field', `\`${text}\` has no field \`${key}\`. ${help}`.trimEnd(), range, suggestion);
  }

  #common(nodes: readonly Node[], place: Place): Shape {
    const [first, ...others] = nodes.map((node) => this.shapeOf(node, place));
    return first ? others.reduce(join, first) : anything;
  }

  #map(entries: readonly (readonly [Node, Node])[], place: Place): Shape {
    const fields = new Map<string, Shape>();
    let isOpen = false;
    for (const [keyNode, valueNode] of entries) {
      const key = staticKey(keyNode);
      if (key === null) {
        this.shapeOf(keyNode, place);
        isOpen = true;
      }
      const shape = this.shapeOf(valueNode, place);
      if (key !== null && key !== '__proto__') fields.set(String(key), shape);
    }
    return { kind: 'object', fields: Object.fromEntries(fields), open: isOpen };
  }

  #call(node: Node & { op: 'call' | 'rcall' }, place: Place): Shape {
    const form = asBindingForm(node);
    if (form) return this.#form(form, place);
    const [name] = node.args;
    const args = node.op === 'call' ? node.args[1] : isNamespaceCall(node) ? node.args[2] : [node.args[1], ...node.args[2]];
    const inner = name === 'has' || name === 'default' ? { ...place, lenient: true } : place;
    const [first, ...others] = args;
    const shape = first ? this.shapeOf(first, inner) : anything;
    for (const other of others) this.shapeOf(other, place);
    if (name === 'has' || name === 'hasValue') return kinds.boolean;
    if (first && (name === 'sort' || name === 'unique' || name === 'reverse' || name === 'slice')) return shape;
    if ((name === 'first' || name === 'last') && shape.kind === 'list') return shape.items;
    return kinds[findFunction(name)?.returns ?? 'any'];
  }

  #form({ name, variable, source, bodies }: BindingForm, place: Place): Shape {
    const from = this.shapeOf(source, place);
    const item = name === 'cel.bind' ? from : this.#itemOf(from, name, source);
    const inner: Place = { ...place, locals: new Map(place.locals).set(variable, item) };
    const body = bodies.at(-1) as Node;
    const isCondition = name !== 'cel.bind' && name !== 'map' && name !== 'sortBy' && name !== 'groupBy';
    for (const condition of isCondition ? bodies : bodies.slice(0, -1)) this.#expectBoolean(condition, `The condition of ${name}`, inner);
    if (isCondition) return name === 'filter' ? from : name === 'find' ? item : kinds.boolean;
    const shape = this.shapeOf(body, inner);
    if (name === 'map') return { kind: 'list', items: shape };
    return name === 'cel.bind' ? shape : name === 'sortBy' ? from : kinds.map;
  }

  #itemOf(from: Shape, name: string, source: Node): Shape {
    if (from.kind === 'list') return from.items;
    if (from.kind === 'object') return kinds.text;
    if (from.kind === 'any' || from.kind === 'null') return anything;
    return this.#report('wrong_type', `\`${name}\` needs a list, but \`${this.#textOf(source)}\` is ${words[from.kind]}.`, source);
  }

  #expectBoolean(node: Node, what: string, place: Place): void {
    const { kind } = this.shapeOf(node, place);
    if (kind === 'any' || kind === 'null' || kind === 'boolean') return;
    this.#report('wrong_type', `${what} must be true or false, but \`${this.#textOf(node)}\` is ${words[kind]}.`, node);
  }

  #operator(node: Node, place: Place): Shape {
    const shapes = childrenOf(node).map((child) => this.shapeOf(child, place));
    const [left = anything, right = left] = shapes;
    switch (node.op) {
      case '+':
        return this.#sum(node, left, right);
      case '-':
      case '*':
      case '/':
      case '%':
      case '-_':
        return this.#arithmetic(node, left, right);
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.#comparison(node, left, right);
        return kinds.boolean;
      default:
        return kinds.boolean;
    }
  }

  #sum(node: Node, left: Shape, right: Shape): Shape {
    if (isUnknown(left) || isUnknown(right))
      return isUnknown(left) && isUnknown(right) ? anything : sumWithUnknown(isUnknown(left) ? right : left);
    if (left.kind === right.kind && (left.kind === 'string' || left.kind === 'list')) return join(left, right);
    if (left.kind === 'number' && right.kind === 'number') return left;
    const isText = left.kind === 'string' || right.kind === 'string';
    const help = isText ? ' Use toText(…) to make texts, or toNumber(…) to make numbers.' : '';
    return this.#report('wrong_type', `\`+\` cannot add ${words[left.kind]} and ${words[right.kind]}.${help}`, node);
  }

  #arithmetic(node: Node, left: Shape, right: Shape): Shape {
    const wrong = [left, right].find((shape) => !isUnknown(shape) && shape.kind !== 'number');
    if (wrong) this.#report('wrong_type', `\`${node.op.charAt(0)}\` needs numbers, not ${words[wrong.kind]}.`, node);
    return kinds.number;
  }

  #comparison(node: Node, left: Shape, right: Shape): void {
    if (isUnknown(left) || isUnknown(right)) return;
    const isComparable = left.kind === right.kind && left.kind !== 'object' && left.kind !== 'list';
    if (!isComparable) this.#report('wrong_type', `\`${node.op}\` cannot compare ${words[left.kind]} with ${words[right.kind]}.`, node);
  }
}

function isUnknown(shape: Shape): boolean {
  return shape.kind === 'any' || shape.kind === 'null';
}

function sumWithUnknown(known: Shape): Shape {
  return known.kind === 'list' ? kinds.list : known.kind === 'string' || known.kind === 'number' ? known : anything;
}

function literalShape(literal: unknown): Shape {
  if (literal === null) return { kind: 'null' };
  if (typeof literal === 'string') return kinds.text;
  return typeof literal === 'boolean' ? kinds.boolean : kinds.number;
}

/** Null when it is certain that there is no such field. */
function fieldOf(from: Shape, key: string | number): Shape | null {
  switch (from.kind) {
    case 'any':
    case 'null':
      return anything;
    case 'object':
      return (Object.hasOwn(from.fields, key) ? from.fields[key] : undefined) ?? (from.open ? anything : null);
    case 'list':
      return typeof key === 'number' ? from.items : null;
    default:
      return null;
  }
}

function isTask(node: Node): boolean {
  return (node.op === '.' || node.op === '[]') && node.args[0].op === 'id' && node.args[0].args === 'tasks';
}

/** Behind `.?` every further member is optional, too. */
function isOptionalChain(node: Node): boolean {
  if (node.op === '.?' || node.op === '[?]') return true;
  return (node.op === '.' || node.op === '[]') && isOptionalChain(node.args[0]);
}
