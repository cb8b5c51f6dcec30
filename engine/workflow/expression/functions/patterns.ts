// Regular expressions, in linear time by re2js: the language's own RegExp can be made to run for ever.
import { RE2JS, RE2JSException } from 're2js';
import { RecentCache } from '../cache.ts';
import { type Budget, expressionLimits } from '../limits.ts';
import { type FunctionDefinition, fail, textAt } from './definition.ts';

const cache = new RecentCache<RE2JS | string>(20_000);

function compiled(pattern: string): RE2JS {
  if (pattern.length > expressionLimits.patternLength) {
    return fail(`the pattern is longer than ${expressionLimits.patternLength} characters`);
  }
  const found = cache.get(pattern, compile);
  return typeof found === 'string' ? fail(found) : found;
}

function compile(pattern: string): RE2JS | string {
  try {
    return RE2JS.compile(pattern);
  } catch (thrown) {
    if (thrown instanceof RE2JSException) return `the pattern is not valid: ${thrown.message.replace('error parsing regexp: ', '')}`;
    throw thrown;
  }
}

/** The matcher may look at each character once per instruction of the program. */
function spendMatch(text: string, pattern: RE2JS, budget: Budget): void {
  budget.spend(1 + (text.length * (4 + pattern.programSize())) / 16);
}

function find(text: string, pattern: string, budget: Budget): string | null {
  const program = compiled(pattern);
  spendMatch(text, program, budget);
  const matcher = program.matcher(text);
  if (!matcher.find()) return null;
  return (matcher.groupCount() > 0 ? matcher.group(1) : matcher.group()) ?? null;
}

function findAll(text: string, pattern: string, budget: Budget): readonly string[] {
  const program = compiled(pattern);
  spendMatch(text, program, budget);
  const matcher = program.matcher(text);
  const found: string[] = [];
  while (matcher.find()) {
    budget.spend(4);
    found.push((matcher.groupCount() > 0 ? matcher.group(1) : matcher.group()) ?? '');
  }
  return found;
}

function replace(text: string, pattern: string, replacement: string, budget: Budget): string {
  const program = compiled(pattern);
  spendMatch(text, program, budget);
  const matcher = program.matcher(text);
  const pieces: string[] = [];
  let at = 0;
  while (matcher.find()) {
    const put = replacement.replace(/\$(\$|\d)/g, (_, what: string) => groupText(what, matcher));
    budget.spendText(put.length + 64);
    pieces.push(text.slice(at, matcher.start()), put);
    at = matcher.end();
  }
  const replaced = [...pieces, text.slice(at)];
  budget.spendText(replaced.reduce((length, piece) => length + piece.length, 0));
  return replaced.join('');
}

type Groups = { groupCount(): number; group(index: number): string | null };

function groupText(what: string, matcher: Groups): string {
  if (what === '$') return '$';
  const index = Number(what);
  return index <= matcher.groupCount() ? (matcher.group(index) ?? '') : fail(`the pattern has no group ${index}`);
}

export const patternFunctions: readonly FunctionDefinition[] = [
  {
    name: 're',
    signature: 're(text, pattern): boolean',
    description: 'Whether the pattern (RE2 syntax) occurs in the text; use ^ and $ for the whole text.',
    example: 're("order-42", "^order-[0-9]+$")',
    result: true,
    arity: [2, 2],
    returns: 'boolean',
    run: (args, budget) => {
      const [text, program] = [textAt(args, 0), compiled(textAt(args, 1))];
      spendMatch(text, program, budget);
      return program.matcher(text).find();
    },
  },
  {
    name: 'reFind',
    signature: 'reFind(text, pattern): text or null',
    description: 'The first match, or its first group when the pattern has one; null when there is none.',
    example: 'reFind("order-42", "[0-9]+")',
    result: '42',
    arity: [2, 2],
    returns: 'any',
    run: (args, budget) => find(textAt(args, 0), textAt(args, 1), budget),
  },
  {
    name: 'reFindAll',
    signature: 'reFindAll(text, pattern): list of text',
    description: 'Every match, or the first group of each when the pattern has one.',
    example: 'reFindAll("a1 b2", "[a-z]([0-9])")',
    result: ['1', '2'],
    arity: [2, 2],
    returns: 'list',
    run: (args, budget) => findAll(textAt(args, 0), textAt(args, 1), budget),
  },
  {
    name: 'reReplace',
    signature: 'reReplace(text, pattern, replacement): text',
    description: 'Replaces every match; $1 to $9 stand for the groups, $0 for the match, $$ for a dollar sign.',
    example: 'reReplace("2026-11", "([0-9]+)-([0-9]+)", "$2/$1")',
    result: '11/2026',
    arity: [3, 3],
    returns: 'text',
    run: (args, budget) => replace(textAt(args, 0), textAt(args, 1), textAt(args, 2), budget),
  },
];
