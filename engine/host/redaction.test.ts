import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from './redaction.ts';

function redactorOf(...values: string[]): Redactor {
  const redactor = new Redactor();
  for (const value of values) redactor.register(value);
  return redactor;
}

describe('redaction', () => {
  it('finds a value in every form in which it may stand in a text', () => {
    const long = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 }).filter((value) => value.trim().length >= 4);
    fc.assert(
      fc.property(long, fc.string(), fc.string(), (secret, before, after) => {
        const redactor = redactorOf(secret);
        for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
          expect(redactor.text(`${before}${form}${after}`)).not.toContain(form);
        }
      }),
    );
  });

  it('finds a value inside a longer text in base64, wherever it begins', () => {
    const secret = 'a secret value';
    const redactor = redactorOf(secret);
    for (const before of ['', 'u', 'us', 'user:', 'users:']) {
      const encoded = Buffer.from(`${before}${secret} and more`).toString('base64');
      const shown = redactor.text(encoded);

      expect(shown).toContain('***');
      expect(Buffer.from(shown.replace('***', ''), 'base64').toString('latin1')).not.toContain('secret');
    }
  });

  it('goes through keys, lists, numbers and failures, and leaves the rest as it is', () => {
    const redactor = redactorOf('hunter22', '271828');
    const clean = { a: [1, 'x', null, { b: true }] };

    expect(redactor.json({ 'is hunter22': ['hunter22!', 271828] })).toEqual({ 'is ***': ['***!', '***'] });
    expect(redactor.json(clean)).toBe(clean);
    expect(
      redactor.failure({
        kind: 'user',
        code: 'x',
        message: 'hunter22',
        details: { t: 'hunter22' },
        cause: { kind: 'bug', code: 'y', message: '-hunter22-' },
      }),
    ).toEqual({
      kind: 'user',
      code: 'x',
      message: '***',
      details: { t: '***' },
      cause: { kind: 'bug', code: 'y', message: '-***-' },
    });
  });

  it('finds a value in bytes', () => {
    const redactor = redactorOf('schlüssel');
    const bytes = Buffer.concat([Buffer.from([0, 255, 200]), Buffer.from('schlüssel'), Buffer.from([1])]);

    expect([...redactor.bytes(bytes)]).toEqual([0, 255, 200, 42, 42, 42, 1]);
    expect(redactor.bytes(Buffer.from([1, 2]))).toEqual(Buffer.from([1, 2]));
  });

  it('a short value is masked only where it stands alone', () => {
    const redactor = redactorOf('ab');

    expect(redactor.text('ab')).toBe('***');
    expect(redactor.text('abba')).toBe('abba');
  });

  it('a key of many lines is found line by line', () => {
    const redactor = redactorOf('-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----');

    expect(redactor.text('read kqhkiG9w0BAQEF')).toBe('read ***');
  });
});
