// Operators. There is one kind of number, as in JSON: 7 / 2 is 3.5, and 3 == 3.0.
import type { Json } from '../json.ts';
import { read } from './access.ts';
import { answeredFaultCost, ExpressionFault, isRecoverable, locate } from './fault.ts';
import { type Budget, charactersPerStep } from './limits.ts';
import type { Builder, Step } from './program.ts';
import type { Node } from './syntax.ts';
import { describeKind, isEqual, isList, isMap, settle } from './value.ts';

type Binary = (left: Json, right: Json, budget: Budget) => Json;

const binaries: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ['==', isEqual],
  ['!=', (left, right, budget) => !isEqual(left, right, budget)],
  ['in', isIn],
  ['+', add],
  ['-', arithmetic('-', 'subtract', (a, b) => a - b)],
  ['*', arithmetic('*', 'multiply', (a, b) => a * b)],
  ['/', arithmetic('/', 'divide', (a, b) => a / b)],
  ['%', arithmetic('%', 'divide', (a, b) => a % b)],
  ['<', ordering('<', (order) => order < 0)],
  ['<=', ordering('<=', (order) => order <= 0)],
  ['>', ordering('>', (order) => order > 0)],
  ['>=', ordering('>=', (order) => order >= 0)],
]);

export function buildOperator(node: Node, builder: Builder): Step {
  switch (node.op) {
    case '&&':
      return buildLogical(node, node.args, false, builder);
    case '||':
      return buildLogical(node, node.args, true, builder);
    case '?:':
      return buildChoice(node.args, builder);
    case '!_':
      return buildNot(node.args, builder);
    case '-_':
      return buildMinus(node, node.args, builder);
    default:
      return buildBinary(node, builder);
  }
}

function buildBinary(node: Node, builder: Builder): Step {
  const run = binaries.get(node.op);
  if (!run) throw new Error(`No operator ${node.op}`);
  const [leftNode, rightNode] = node.args as [Node, Node];
  const [left, right] = [builder.build(leftNode), builder.build(rightNode)];
  return (frame) => {
    const [a, b] = [settle(left(frame)), settle(right(frame))];
    try {
      return run(a, b, frame.budget);
    } catch (thrown) {
      throw locate(thrown, node);
    }
  };
}

function arithmetic(symbol: string, verb: string, run: (a: number, b: number) => number): Binary {
  return (left, right) => {
    if (typeof left !== 'number' || typeof right !== 'number') {
      const hint = typeof left === 'string' || typeof right === 'string' ? '; toNumber(…) reads a number from a text' : '';
      throw new ExpressionFault('failed', `\`${symbol}\` cannot ${verb} ${describeKind(left)} and ${describeKind(right)}${hint}`);
    }
    if (right === 0 && verb === 'divide') throw new ExpressionFault('failed', `\`${symbol}\` divides by zero`);
    return exact(run(left, right), left, right);
  };
}

/** Refuses what JSON cannot hold, and whole numbers that would silently lose digits. */
function exact(result: number, left: number, right: number): number {
  if (!Number.isFinite(result)) throw new ExpressionFault('failed', 'the result is too large for a number');
  if (Number.isInteger(result) && !Number.isSafeInteger(result) && Number.isSafeInteger(left) && Number.isSafeInteger(right)) {
    throw new ExpressionFault('failed', 'the result is beyond the whole numbers that JSON can hold exactly (9007199254740991)');
  }
  return result + 0;
}

const addNumbers = arithmetic('+', 'add', (a, b) => a + b);

function add(left: Json, right: Json, budget: Budget): Json {
  if (typeof left === 'string' && typeof right === 'string') {
    budget.spendText(left.length + right.length);
    return left + right;
  }
  if (isList(left) && isList(right)) {
    budget.spend(left.length + right.length);
    return left.concat(right);
  }
  const isMixedText = typeof left === 'string' || typeof right === 'string';
  if (isMixedText) {
    const message = `\`+\` cannot add ${describeKind(left)} and ${describeKind(right)}; use toText(…) to make texts, or toNumber(…) to make numbers`;
    throw new ExpressionFault('failed', message);
  }
  if (isMap(left) && isMap(right)) throw new ExpressionFault('failed', '`+` cannot add maps; use merge(a, b)');
  return addNumbers(left, right, budget);
}

function ordering(symbol: string, holds: (order: number) => boolean): Binary {
  return (left, right, budget) => {
    const isComparable = typeof left === typeof right && typeof left !== 'object';
    if (typeof left === 'string') budget.spend(left.length / charactersPerStep);
    if (!isComparable) {
      throw new ExpressionFault('failed', `\`${symbol}\` cannot compare ${describeKind(left)} with ${describeKind(right)}`);
    }
    return holds((left as number) < (right as number) ? -1 : (left as number) > (right as number) ? 1 : 0);
  };
}

function isIn(value: Json, whole: Json, budget: Budget): boolean {
  if (isList(whole)) return whole.some((item) => isEqual(item, value, budget));
  if (isMap(whole)) return read(whole, value) !== undefined;
  const hint = typeof whole === 'string' ? '; use text.contains(part)' : '';
  throw new ExpressionFault('failed', `\`in\` needs a list or a map on its right, not ${describeKind(whole)}${hint}`);
}

function condition(value: Json, what: string, at: Node): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExpressionFault('failed', `${what} must be true or false, not ${describeKind(value)}`, at);
}

/** `&&` and `||` give the answer that one side decides, even when the other side fails; `decisive` is that answer. */
function buildLogical(node: Node, [leftNode, rightNode]: readonly [Node, Node], decisive: boolean, builder: Builder): Step {
  const [left, right] = [builder.build(leftNode), builder.build(rightNode)];
  const what = `each side of \`${node.op}\``;
  return (frame) => {
    let fault: unknown;
    try {
      if (condition(settle(left(frame)), what, leftNode) === decisive) return decisive;
    } catch (thrown) {
      if (!isRecoverable(thrown)) throw thrown;
      frame.budget.spend(answeredFaultCost);
      fault = thrown;
    }
    const answer = condition(settle(right(frame)), what, rightNode);
    if (fault !== undefined && answer !== decisive) throw fault;
    return answer;
  };
}

function buildChoice([testNode, yesNode, noNode]: readonly [Node, Node, Node], builder: Builder): Step {
  const [test, yes, no] = [builder.build(testNode), builder.build(yesNode), builder.build(noNode)];
  return (frame) => (condition(settle(test(frame)), 'the condition before `?`', testNode) ? yes(frame) : no(frame));
}

function buildNot(operandNode: Node, builder: Builder): Step {
  const operand = builder.build(operandNode);
  return (frame) => !condition(settle(operand(frame)), 'what `!` negates', operandNode);
}

function buildMinus(node: Node, operandNode: Node, builder: Builder): Step {
  const operand = builder.build(operandNode);
  return (frame) => {
    const value = settle(operand(frame));
    if (typeof value !== 'number') throw new ExpressionFault('failed', `\`-\` cannot negate ${describeKind(value)}`, node);
    return 0 - value;
  };
}
