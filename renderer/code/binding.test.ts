import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../engine/workflow/patch/text-edit.ts';
import { minimalEdits } from './minimal-edits.ts';
import { mapText, modelText } from './text-map.ts';
import { type ModelChange, typedEdits } from './typed-edits.ts';

/** A stand-in for the editor's model: lines that end with `\n`, changed by ranges. */
class Model {
  value: string;
  constructor(text: string) {
    this.value = modelText(text);
  }
  change(start: number, end: number, text: string): ModelChange {
    const map = mapText(this.value);
    const [from, to] = [map.spotAt(start), map.spotAt(end)];
    this.value = this.value.slice(0, start) + text + this.value.slice(end);
    return {
      range: { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column },
      text,
    };
  }
}

const pieces = fc.array(
  fc.constantFrom('a', '{', '"k"', ':', ' ', '\t', '\n', '\r\n', '\r', '\u2028', '😀', '\\', 'é', '  "x": 1,\n', '  "y": 2,\r\n'),
  { maxLength: 40 },
);
const text = fc.tuple(fc.constantFrom('', '\uFEFF'), pieces).map(([mark, parts]) => mark + parts.join(''));
/** Line ends as the model takes them. */
const typed = fc.array(fc.constantFrom('b', '\n', '😀', '"', '\t', ' '), { maxLength: 5 }).map((parts) => parts.join(''));

describe('typedEdits', () => {
  it('keeps the line ends and the byte order mark of what is not touched', () => {
    const before = '\uFEFF{\r\n\t"a": 1\n}\r\n';
    const model = new Model(before);
    const at = model.value.indexOf('1');

    const { text: after, edits } = typedEdits(before, [model.change(at, at + 1, '22')]);

    expect(after).toBe('\uFEFF{\r\n\t"a": 22\n}\r\n');
    expect(edits).toEqual([{ offset: 10, length: 1, text: '22' }]);
  });

  it('ends a new line as the line it is made in', () => {
    const before = '{\r\n}\n';

    expect(typedEdits(before, [new Model(before).change(1, 1, '\n')]).text).toBe('{\r\n\r\n}\n');
    expect(typedEdits(before, [new Model(before).change(3, 3, '\n')]).text).toBe('{\r\n}\n\n');
    expect(typedEdits('x', [new Model('x').change(1, 1, '\n')]).text).toBe('x\n');
  });

  it('makes a line where it would become one with the line end beside it', () => {
    const before = 'a\rb\nc';

    const { text: after } = typedEdits(before, [new Model(before).change(2, 2, '\n')]);

    expect(modelText(after)).toBe('a\n\nb\nc');
  });

  it('follows any change, byte for byte outside of it', () => {
    fc.assert(
      fc.property(text, typed, fc.nat(), fc.nat(), (before, insert, a, b) => {
        const model = new Model(before);
        const [start, end] = edges(model.value, a, b);
        const inText = [start, end].map((at) => mapText(before).offsetAt(mapText(model.value).spotAt(at)));
        const result = typedEdits(before, [model.change(start, end, insert)]);

        expect(applyTextEdits(before, result.edits)).toBe(result.text);
        expect(result.text.startsWith(before.slice(0, inText[0]))).toBe(true);
        expect(result.text.endsWith(before.slice(inText[1]))).toBe(true);
        if (result.isFaithful) expect(modelText(result.text)).toBe(model.value);
      }),
      { numRuns: 2000 },
    );
  });

  it('follows many changes, told one after the other or from the last to the first', () => {
    const step = fc.tuple(fc.nat(), fc.nat(), typed);
    fc.assert(
      fc.property(text, fc.array(step, { maxLength: 4 }), fc.boolean(), (before, steps, isAtOnce) => {
        const model = new Model(before);
        let limit = model.value.length;
        const changes = steps.map(([a, b, insert]) => {
          const [start, end] = edges(isAtOnce ? model.value.slice(0, limit) : model.value, a, b);
          limit = start;
          return model.change(start, end, insert);
        });
        const result = typedEdits(before, changes);

        expect(applyTextEdits(before, result.edits)).toBe(result.text);
        if (result.isFaithful) expect(modelText(result.text)).toBe(model.value);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Two places of a model between characters. */
function edges(value: string, a: number, b: number): readonly [number, number] {
  const places = [a, b].map((place) => place % (value.length + 1)).sort((left, right) => left - right);
  return [places[0] ?? 0, places[1] ?? 0];
}

describe('minimalEdits', () => {
  const lines = fc
    .array(fc.constantFrom('a\n', 'b\n', 'c\n', '  "x": 1,\n', '😀\n', '\n'), { maxLength: 60 })
    .map((parts) => parts.join(''));

  /** So far apart that lines are compared. */
  const far = fc.tuple(lines, lines).map(([first, last]) => `${first}${'  "same": true,\n'.repeat(20)}${last}`);

  it('makes one text of the other', () => {
    fc.assert(
      fc.property(fc.oneof(text, lines, far), fc.oneof(text, lines, far), (before, after) => {
        expect(applyTextEdits(before, minimalEdits(before, after))).toBe(after);
      }),
      { numRuns: 2000 },
    );
  });

  it('begins with an empty line as with any other', () => {
    const before = `\n{\n${'"a": 1,\n'.repeat(30)}`;
    const after = `{\n${'"b": 2,\n'.repeat(30)}`;

    expect(applyTextEdits(before, minimalEdits(before, after))).toBe(after);
  });

  it('splits no character into halves', () => {
    const edits = minimalEdits('a😀b', 'a😁b');

    expect(edits).toEqual([{ offset: 1, length: 2, text: '😁' }]);
  });

  it('leaves what stands between two changes alone', () => {
    const before = Array.from({ length: 5000 }, (_, line) => `  "task_${line}": { "type": "log.write" },\n`);
    const after = [...before];
    after[3] = '  "renamed": { "type": "log.write" },\n';
    after.splice(4500, 1, 'one\n', 'two\n');

    const edits = minimalEdits(before.join(''), after.join(''));

    expect(edits).toHaveLength(2);
    expect(edits.reduce((sum, edit) => sum + edit.length + edit.text.length, 0)).toBeLessThan(120);
  });
});

describe('mapText', () => {
  it('finds every place again', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const map = mapText(whole);
        const model = mapText(modelText(whole));
        for (let at = 0; at <= model.text.length; at++) {
          const spot = model.spotAt(at);
          expect(map.spotAt(map.offsetAt(spot))).toEqual(spot);
        }
      }),
    );
  });
});
