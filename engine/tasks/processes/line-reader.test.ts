import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from './line-reader.ts';

function read(chunks: readonly Uint8Array[]): string[] {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line));
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return lines;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('LineReader', () => {
  it('gives every line, the last one too when nothing ends it', () => {
    expect(read([bytes('one\r\ntwo\n\nthr'), bytes('ee')])).toEqual(['one', 'two', '', 'three']);
    expect(read([bytes('one\n')])).toEqual(['one']);
    expect(read([])).toEqual([]);
  });

  it('gives the same lines however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n\uFEFF]/.test(line))),
        fc.integer({ min: 1, max: 7 }),
        (lines, size) => {
          const whole = bytes(lines.map((line) => `${line}\n`).join(''));
          const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
            whole.subarray(index * size, (index + 1) * size),
          );

          expect(read(chunks)).toEqual(lines);
        },
      ),
    );
  });

  it('gives an endless line in pieces, without keeping all of it', () => {
    const pieces = read(Array.from({ length: 100 }, () => bytes('x'.repeat(1000))));

    expect(pieces.join('')).toHaveLength(100_000);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(16 * 1024);
  });
});
