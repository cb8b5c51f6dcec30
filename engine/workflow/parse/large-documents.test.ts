import { describe, expect, it } from 'vitest';
import { testCatalog } from '../testing/catalog.ts';
import { parseWorkflow } from './parse-workflow.ts';

// Documents near the limit of 5 MiB that are all about one thing. That they are answered at all, and not in minutes or with more memory
// than there is, is half of the test.

const list = (count: number, item: (index: number) => string) => Array.from({ length: count }, (_, index) => item(index)).join(',');
const object = (count: number, entry: (index: number) => string) => `{${list(count, entry)}}`;
const fill = (unit: string) => unit.repeat(Math.floor((5 * 1024 * 1024 - 200) / unit.length));

const workflow = (fields: string) => `{"format":1,"id":"x",${fields}}`;
const tasks = (value: string) => workflow(`"tasks":${value}`);
const value = (text: string) => tasks(`{"a":{"type":"data.set","with":{"values":{"x":${text}}}}}`);
const text = (content: string) => value(JSON.stringify(content));
const cron = (more = '') => `{"type":"cron","schedule":"30 2 * * *"${more}}`;

/** Name, text, what is found; a number stands for that many problems of the code. */
const documents: readonly (readonly [string, () => string, { readonly [code: string]: number }])[] = [
  [
    'triggers in time zones',
    () => workflow(`"tasks":{},"triggers":${object(20_000, (i) => `"t${i}":${cron(',"timezone":"Asia/Tokyo"')}`)}`),
    { too_many_entries: 1 },
  ],
  [
    'as many triggers as there may be, each without every input',
    () =>
      workflow(
        `"tasks":{},"inputs":${object(1000, (i) => `"i${i}":{"type":"string"}`)},"triggers":${object(1000, (i) => `"t${i}":${cron()}`)}`,
      ),
    { missing_input: 1000, more_problems: 1 },
  ],
  ['inputs', () => workflow(`"tasks":{},"inputs":${object(100_000, (i) => `"i${i}":{}`)}`), { too_many_entries: 1 }],
  ['tests', () => workflow(`"tasks":{},"tests":${object(100_000, (i) => `"t${i}":{"expect":{}}`)}`), { too_many_entries: 1 }],
  [
    'what one test expects',
    () => workflow(`"tasks":{},"tests":{"t":{"expect":{"tasks":${object(100_000, (i) => `"t${i}":"failed"`)}}}}`),
    { too_many_entries: 1 },
  ],
  [
    'inputs that one test gives',
    () => workflow(`"tasks":{},"tests":{"t":{"expect":{},"inputs":${object(100_000, (i) => `"i${i}":1`)}}}`),
    { unknown_input: 1000 },
  ],
  ['places', () => workflow(`"tasks":{},"layout":{"tasks":${object(100_000, (i) => `"t${i}":[]`)}}`), { too_many_entries: 1 }],
  ['notes', () => workflow(`"tasks":{},"layout":{"notes":[${list(200_000, () => '{}')}]}`), { out_of_range: 1 }],
  ['hosts', () => workflow(`"tasks":{},"permissions":{"hosts":[${list(300_000, () => '1')}]}`), { out_of_range: 1 }],
  ['comments', () => `{${'/**/\n'.repeat(400_000)}"format":1,"id":"x","tasks":{}}`, { comment: 1000, more_problems: 1 }],
  ['white space before a comma too many', () => `[1,${' '.repeat(1_000_000)}]`, { trailing_comma: 1 }],
  ['words', () => 'x '.repeat(500_000), { syntax_error: 1000, more_problems: 1 }],
  ['brackets', () => fill('['), { too_deep: 1 }],
  ['nested lists', () => value(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`), { too_deep: 1 }],
  ['nested lists below a key that is lost', () => `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"a":1}`, { too_deep: 1 }],
  ['keys defined twice', () => workflow(`"tasks":{},${list(300_000, () => '"id":"x"')}`), { duplicate_key: 1000, more_problems: 1 }],
  ['expressions in one text', () => text('{{ 1 }}'.repeat(200_000)), { too_many_expressions: 1 }],
  ['wrong expressions in a list', () => value(`[${list(200_000, (i) => `"{{ u${i} }}"`)}]`), { unknown_variable: 1000, more_problems: 1 }],
  ['braces', () => text(fill('{{')), { template_unclosed: 1 }],
  ['braces and quotes', () => text(fill('{{ ')), { template_unclosed: 1 }],
  ['a needle in a haystack of escapes', () => value(`"${fill('\\u0041')}{{ zz }}"`), { unknown_variable: 1 }],
  ['needs that are no text', () => tasks(`{"a":{"type":"data.set","needs":[${list(300_000, () => '1')}]}}`), { out_of_range: 1 }],
  [
    'needs of what is not there',
    () => tasks(object(70, (i) => `"t${i}":{"type":"data.set","with":{"values":{}},"needs":[${list(9000, (k) => `"u${k}"`)}]}`)),
    { unknown_need: 1000, more_problems: 1 },
  ],
  ['unknown fields', () => workflow(`"tasks":{},${list(200_000, (i) => `"f${i}":1`)}`), { unknown_field: 1000, more_problems: 1 }],
  [
    'unknown parameters',
    () => tasks(`{"a":{"type":"data.set","with":{"values":{},${list(200_000, (i) => `"f${i}":1`)}}}}`),
    { unknown_parameter: 1000, more_problems: 1 },
  ],
  [
    'wrong parameters',
    () => tasks(`{"a":{"type":"http.request","with":{"url":"x","headers":${object(200_000, (i) => `"h${i}":{}`)}}}}`),
    { invalid_parameter: 1000, more_problems: 1 },
  ],
  [
    'patterns that repeat themselves',
    () => workflow(`"tasks":{},"inputs":${object(1000, (i) => `"i${i}":{"type":"string","pattern":"(a{1,30}){1,30}${i}"}`)}`),
    { invalid_pattern: 893 },
  ],
  [
    'layers of groups',
    () => tasks(object(600, (i) => `"g${i}":${'{"type":"group","tasks":{"a":'.repeat(16)}{"type":"data.sett"}${'}}'.repeat(16)}`)),
    { too_many_tasks: 1 },
  ],
];

describe('a large document', () => {
  it.each(documents)('of %s is answered', (_, make, expected) => {
    const { problems } = parseWorkflow(make(), testCatalog);

    const counts: { [code: string]: number } = {};
    for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
    expect(counts).toEqual(expected);
  });

  it('says how many problems there are, or that there are more than were counted', () => {
    const more = (count: number) => {
      const { problems } = parseWorkflow(value(`[${list(count, () => '"{{ u }}"')}]`), testCatalog);
      return problems.find(({ code }) => code === 'more_problems')?.message;
    };
    expect(more(1500)).toContain('There are 500 more problems');
    expect(more(100_000)).toContain('There are more than 4000 more problems');
  });

  it('finds one wrong entry among very many', () => {
    const cells = (count: number, last: string) =>
      `{"a":{"type":"http.request","with":{"url":"x","query":${object(count, (i) => `"h${i}":1`).slice(0, -1)},"last":${last}}}}}`;
    const { problems } = parseWorkflow(tasks(cells(50_000, '[]')), testCatalog);
    expect(problems).toMatchObject([{ code: 'invalid_parameter', path: ['tasks', 'a', 'with', 'query', 'last'] }]);
    expect(parseWorkflow(tasks(cells(50_000, '2')), testCatalog).ok).toBe(true);
  });
});
