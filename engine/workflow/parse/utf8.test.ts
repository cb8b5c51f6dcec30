import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, utf8Length } from './utf8.ts';

describe('decodeUtf8', () => {
  it('reads what an encoder wrote, and knows its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(decodeUtf8(bytes)).toEqual({ ok: true, value: text });
        expect(utf8Length(text)).toBe(bytes.length);
      }),
    );
  });

  it('agrees with the platform about what is not UTF-8', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xa0, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xf5));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), fc.array(byte, { maxLength: 6 }), (head, tail) => {
        const bytes = Uint8Array.from([...head, ...tail]);
        let expected: string | null = null;
        try {
          expected = strict.decode(bytes);
        } catch {
          // stays null: not UTF-8
        }
        const decoded = decodeUtf8(bytes);
        expect(decoded.ok ? decoded.value : null).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('names the first bad byte', () => {
    expect(decodeUtf8(Uint8Array.from([0x7b, 0xc3, 0xa4, 0xff, 0x7d]))).toEqual({ ok: false, failure: 3 });
  });

  it('keeps characters whole where chunks meet', () => {
    const text = `${'a'.repeat(8191)}😀${'b'.repeat(8191)}ä`;
    expect(decodeUtf8(new TextEncoder().encode(text))).toEqual({ ok: true, value: text });
  });
});
