import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorStyle } from './style.ts';
import { cutToWidth, displayWidth, oneLine, padToWidth, plainText } from './text.ts';

describe('plainText', () => {
  it.each([
    ['a\u001B[31mred\u001B[0m', 'ared'],
    ['\u001B]0;title\u0007text', 'text'],
    ['\u001B]8;;http://x\u001B\\link', 'link'],
    ['up\u001B[2A\u001B[2Kdown', 'updown'],
    ['bell\u0007 and \u009B31m', 'bell and 31m'],
    ['user\u202Etxt.exe', 'usertxt.exe'],
    ['tab\tkept\nlines', 'tab  kept\nlines'],
  ])('takes what would act on the terminal out of %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('leaves no control character in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(oneLine(text)).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
      }),
    );
  });
});

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['✔ ok', 4],
    [colorStyle.bad('no'), 2],
  ])('of %j is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('cutToWidth', () => {
  it('never gives more columns than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, width) => {
        expect(displayWidth(cutToWidth(plainText(text), width))).toBeLessThanOrEqual(Math.max(0, width));
      }),
    );
  });

  it('shows that something is missing', () => {
    expect([cutToWidth('abcdef', 4), cutToWidth('日本語', 4), cutToWidth('abc', 3)]).toEqual(['abc…', '日…', 'abc']);
  });
});

describe('padToWidth', () => {
  it('counts columns, not characters', () => {
    expect(padToWidth('日', 4)).toBe('日  ');
  });
});
