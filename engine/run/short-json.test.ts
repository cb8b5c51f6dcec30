import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../workflow/json.ts';
import { shortJson } from './short-json.ts';

it('is the beginning of the JSON text, whatever the value', () => {
  const ascii = fc.jsonValue({ stringUnit: 'grapheme-ascii' });
  fc.assert(
    fc.property(ascii, fc.nat(300), (value, length) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      const short = shortJson(json, length);
      const whole = JSON.stringify(json);
      expect(short.length).toBeLessThanOrEqual(length);
      // A string that is cut inside is closed where it was cut.
      const common = short.slice(0, Math.max(0, short.length - 16));
      expect(whole.startsWith(common)).toBe(true);
      if (whole.length <= length) expect(short).toBe(whole);
    }),
  );
});
