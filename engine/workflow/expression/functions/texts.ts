import { isList } from '../value.ts';
import { toText } from './conversions.ts';
import { type FunctionDefinition, fail, listAt, textAt, valueAt, wholeAt } from './definition.ts';
import { contains, indexOf, isIndexed, sizeOf } from './sequences.ts';

export const textFunctions: readonly FunctionDefinition[] = [
  {
    name: 'size',
    signature: 'size(text | list | map): number',
    description: 'Number of characters, entries or keys.',
    example: 'size([1, 2, 3])',
    result: 3,
    arity: [1, 1],
    returns: 'number',
    run: (args) => sizeOf(valueAt(args, 0)),
  },
  {
    name: 'contains',
    signature: 'contains(text | list, part): boolean',
    description: 'Whether a text has the part in it, or a list has the value among its items.',
    example: '"invoice.pdf".contains("voice")',
    result: true,
    arity: [2, 2],
    returns: 'boolean',
    run: (args, budget) => contains(valueAt(args, 0), valueAt(args, 1), budget),
  },
  {
    name: 'startsWith',
    signature: 'startsWith(text, prefix): boolean',
    description: 'Whether a text begins with another.',
    example: '"invoice.pdf".startsWith("inv")',
    result: true,
    arity: [2, 2],
    returns: 'boolean',
    run: (args) => textAt(args, 0).startsWith(textAt(args, 1)),
  },
  {
    name: 'endsWith',
    signature: 'endsWith(text, suffix): boolean',
    description: 'Whether a text ends with another.',
    example: '"invoice.pdf".endsWith(".pdf")',
    result: true,
    arity: [2, 2],
    returns: 'boolean',
    run: (args) => textAt(args, 0).endsWith(textAt(args, 1)),
  },
  {
    name: 'indexOf',
    signature: 'indexOf(text | list, part): number',
    description: 'Index of the first occurrence, counted from 0; -1 when there is none.',
    example: '"a-b-c".indexOf("-")',
    result: 1,
    arity: [2, 2],
    returns: 'number',
    run: (args, budget) => indexOf(valueAt(args, 0), valueAt(args, 1), budget),
  },
  {
    name: 'lastIndexOf',
    signature: 'lastIndexOf(text, part): number',
    description: 'Index of the last occurrence, counted from 0; -1 when there is none.',
    example: '"a-b-c".lastIndexOf("-")',
    result: 3,
    arity: [2, 2],
    returns: 'number',
    run: (args) => textAt(args, 0).lastIndexOf(textAt(args, 1)),
  },
  {
    name: 'lower',
    signature: 'lower(text): text',
    description: 'In lower case.',
    example: '"ORDER".lower()',
    result: 'order',
    arity: [1, 1],
    returns: 'text',
    run: (args) => textAt(args, 0).toLowerCase(),
  },
  {
    name: 'upper',
    signature: 'upper(text): text',
    description: 'In upper case.',
    example: '"order".upper()',
    result: 'ORDER',
    arity: [1, 1],
    returns: 'text',
    run: (args) => textAt(args, 0).toUpperCase(),
  },
  {
    name: 'lowerAscii',
    signature: 'lowerAscii(text): text',
    description: 'A to Z in lower case; other letters stay.',
    example: '"ORDER".lowerAscii()',
    result: 'order',
    arity: [1, 1],
    returns: 'text',
    run: (args) => textAt(args, 0).replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  },
  {
    name: 'upperAscii',
    signature: 'upperAscii(text): text',
    description: 'a to z in upper case; other letters stay.',
    example: '"order".upperAscii()',
    result: 'ORDER',
    arity: [1, 1],
    returns: 'text',
    run: (args) => textAt(args, 0).replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  },
  {
    name: 'capitalize',
    signature: 'capitalize(text): text',
    description: 'With the first letter in upper case.',
    example: '"order received".capitalize()',
    result: 'Order received',
    arity: [1, 1],
    returns: 'text',
    run: (args) => {
      const [first = '', ...rest] = textAt(args, 0).slice(0, 2);
      return first.toUpperCase() + rest.join('') + textAt(args, 0).slice(2);
    },
  },
  {
    name: 'trim',
    signature: 'trim(text): text',
    description: 'Without white space at both ends.',
    example: '"  x ".trim()',
    result: 'x',
    arity: [1, 1],
    returns: 'text',
    run: (args) => textAt(args, 0).trim(),
  },
  {
    name: 'split',
    signature: 'split(text, separator, limit?): list of text',
    description: 'The pieces between the separators; with a limit, at most that many, the last one holding the rest.',
    example: '"a,b,c".split(",")',
    result: ['a', 'b', 'c'],
    arity: [2, 3],
    returns: 'list',
    run: (args, budget) => {
      const [text, separator] = [textAt(args, 0), textAt(args, 1)];
      budget.spend(text.length);
      const pieces = text.split(separator);
      const limit = args.length > 2 ? wholeAt(args, 2) : -1;
      if (limit < 0 || pieces.length <= limit) return pieces;
      return limit === 0 ? [] : [...pieces.slice(0, limit - 1), pieces.slice(limit - 1).join(separator)];
    },
  },
  {
    name: 'lines',
    signature: 'lines(text): list of text',
    description: 'The lines of a text, without an empty one at the end.',
    example: '"one\\ntwo\\n".lines()',
    result: ['one', 'two'],
    arity: [1, 1],
    returns: 'list',
    run: (args, budget) => {
      const text = textAt(args, 0);
      budget.spend(text.length);
      const lines = text.split(/\r\n|\n|\r/);
      return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
    },
  },
  {
    name: 'join',
    signature: 'join(list, separator?): text',
    description: 'The items as one text; numbers and other values are written as in a template.',
    example: '["a", "b", 3].join(", ")',
    result: 'a, b, 3',
    arity: [1, 2],
    returns: 'text',
    run: (args, budget) => {
      const pieces = listAt(args, 0, budget).map((item) => toText(item, budget));
      const separator = args.length > 1 ? textAt(args, 1) : '';
      budget.spendText(pieces.reduce((length, piece) => length + piece.length + separator.length, 0));
      return pieces.join(separator);
    },
  },
  {
    name: 'replace',
    signature: 'replace(text, part, replacement, times?): text',
    description: 'Replaces every occurrence of a part (or the first so many). For patterns use reReplace.',
    example: '"a-b-c".replace("-", "/")',
    result: 'a/b/c',
    arity: [3, 4],
    returns: 'text',
    run: (args, budget) => {
      const [text, part, replacement] = [textAt(args, 0), textAt(args, 1), textAt(args, 2)];
      if (part === '') return fail('the part to replace must not be empty');
      budget.spend(text.length);
      const pieces = text.split(part);
      const times = Math.min(args.length > 3 ? Math.max(0, wholeAt(args, 3)) : pieces.length, pieces.length - 1);
      budget.spendText(text.length + times * (replacement.length - part.length));
      return [pieces.slice(0, times + 1).join(replacement), ...pieces.slice(times + 1)].join(part);
    },
  },
  {
    name: 'substring',
    signature: 'substring(text, start, end?): text',
    description: 'From start up to, not including, end; both counted from 0 and kept within the text.',
    example: '"invoice".substring(2, 5)',
    result: 'voi',
    arity: [2, 3],
    returns: 'text',
    run: (args) => {
      const [text, start] = [textAt(args, 0), Math.max(0, wholeAt(args, 1))];
      const end = args.length > 2 ? Math.max(0, wholeAt(args, 2)) : text.length;
      return end <= start ? '' : text.slice(start, end);
    },
  },
  {
    name: 'padStart',
    signature: 'padStart(text, length, fill?): text',
    description: 'Filled up in front, with spaces or the given text.',
    example: '"7".padStart(3, "0")',
    result: '007',
    arity: [2, 3],
    returns: 'text',
    run: (args, budget) => {
      const length = wholeAt(args, 1);
      budget.spendText(Math.max(0, length));
      return textAt(args, 0).padStart(length, args.length > 2 ? textAt(args, 2) : ' ');
    },
  },
  {
    name: 'padEnd',
    signature: 'padEnd(text, length, fill?): text',
    description: 'Filled up behind, with spaces or the given text.',
    example: '"7".padEnd(3, ".")',
    result: '7..',
    arity: [2, 3],
    returns: 'text',
    run: (args, budget) => {
      const length = wholeAt(args, 1);
      budget.spendText(Math.max(0, length));
      return textAt(args, 0).padEnd(length, args.length > 2 ? textAt(args, 2) : ' ');
    },
  },
  {
    name: 'repeat',
    signature: 'repeat(text, times): text',
    description: 'The text so many times in a row.',
    example: '"ab".repeat(3)',
    result: 'ababab',
    arity: [2, 2],
    returns: 'text',
    run: (args, budget) => {
      const [text, times] = [textAt(args, 0), wholeAt(args, 1)];
      if (times < 0) return fail('argument 2 must not be negative');
      budget.spendText(text.length * times);
      return text.repeat(times);
    },
  },
  {
    name: 'reverse',
    signature: 'reverse(list | text): list | text',
    description: 'In the opposite order.',
    example: '[1, 2, 3].reverse()',
    result: [3, 2, 1],
    arity: [1, 1],
    returns: 'any',
    run: (args, budget) => {
      const value = valueAt(args, 0);
      if (isList(value)) return [...listAt(args, 0, budget)].reverse();
      budget.spend(textAt(args, 0).length);
      return [...textAt(args, 0)].reverse().join('');
    },
  },
  {
    name: 'slice',
    signature: 'slice(list | text, start, end?): list | text',
    description: 'From start up to, not including, end; negative positions count from the end.',
    example: '[1, 2, 3, 4].slice(1, -1)',
    result: [2, 3],
    arity: [2, 3],
    returns: 'any',
    run: (args, budget) => {
      const value = valueAt(args, 0);
      if (!isIndexed(value)) return fail('argument 1 must be a list or a text');
      const part = args.length > 2 ? value.slice(wholeAt(args, 1), wholeAt(args, 2)) : value.slice(wholeAt(args, 1));
      budget.spend(isList(part) ? part.length : 1);
      return part;
    },
  },
];
