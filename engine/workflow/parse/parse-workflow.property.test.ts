import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../json.ts';
import { printWorkflow } from '../print.ts';
import { workflowSchema } from '../schema.ts';
import { arbitraryWorkflow } from '../testing/arbitraries.ts';
import { testCatalog } from '../testing/catalog.ts';
import { type ParseResult, parseWorkflow } from './parse-workflow.ts';

const parse = (input: unknown) => parseWorkflow(input, testCatalog);

function expectSound(result: ParseResult, text: string): void {
  if (result.ok) expect(result.problems.every((problem) => problem.severity === 'warning')).toBe(true);
  else expect(result.problems.some((problem) => problem.severity === 'error')).toBe(true);
  if (!result.ok && result.partial) expect(workflowSchema.safeParse(result.partial).success).toBe(true);
  for (const { range, message } of result.problems) {
    expect(message).toMatch(/[.?!]$/);
    if (!range) continue;
    expect(range.start.offset).toBeLessThanOrEqual(range.end.offset);
    expect(range.end.offset).toBeLessThanOrEqual(text.length);
    const before = text.slice(0, range.start.offset).split(/\r\n|\n|\r/);
    expect([range.start.line, range.start.column]).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1]);
  }
}

/** Puts a value in the place of the `index`-th value of a document. */
function replaceOne(document: Json, index: number, replacement: Json): Json {
  let left = index;
  const visit = (value: Json): Json => {
    if (left-- === 0) return replacement;
    if (Array.isArray(value)) return value.map((item: Json) => visit(item));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
  };
  return visit(document);
}

describe('parseWorkflow', () => {
  it('gives a sound answer for any bytes and any text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expectSound(parse(bytes), new TextDecoder().decode(bytes));
      }),
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expectSound(parse(text), text);
      }),
    );
  });

  it('gives a sound answer when a text is cut or garbled anywhere', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), fc.nat(), fc.nat(30), fc.string({ maxLength: 4 }), (workflow, at, removed, added) => {
        const text = printWorkflow(workflow);
        const start = at % text.length;
        const garbled = text.slice(0, start) + added + text.slice(start + removed);
        expectSound(parse(garbled), garbled);
      }),
      { numRuns: 500 },
    );
  });

  it('gives a sound answer when a value is replaced anywhere', () => {
    const values = fc.oneof(
      fc.json().map((text) => JSON.parse(text) as Json),
      fc.constantFrom<Json>('{{', '{{ x }}', -1, 'a', [], {}),
    );
    fc.assert(
      fc.property(arbitraryWorkflow(), fc.nat(200), values, (workflow, index, value) => {
        const document = replaceOne(workflow as unknown as Json, index, value);
        const text = JSON.stringify(document, null, 2);
        const result = parse(text);
        expectSound(result, text);
        if (typeof document === 'string') return;
        const byValue = parse(document);
        expect(byValue.problems.map((problem) => problem.message).sort()).toEqual(result.problems.map((problem) => problem.message).sort());
      }),
      { numRuns: 500 },
    );
  });
});
