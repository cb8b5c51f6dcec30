import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasExpression, parseTemplate } from './template.ts';

function sources(text: string): readonly string[] {
  const template = parseTemplate(text);
  if (!template.ok) throw new Error(template.failure.message);
  return template.value.parts.filter((part) => part.kind === 'expression').map((part) => part.source);
}

describe('parseTemplate', () => {
  it('splits text and expressions with their offsets', () => {
    expect(parseTemplate('a {{ x }}b')).toEqual({
      ok: true,
      value: {
        whole: false,
        parts: [
          { kind: 'text', text: 'a ' },
          { kind: 'expression', source: ' x ', start: 4, end: 7 },
          { kind: 'text', text: 'b' },
        ],
      },
    });
  });

  it.each([
    ['{{ x }}', true],
    ['  {{ x }}\n', true],
    ['{{ x }}{{ y }}', false],
    ['{{ x }}.', false],
    ['x', false],
    ['', false],
  ])('says whether %j is exactly one expression', (text, whole) => {
    expect(parseTemplate(text)).toMatchObject({ ok: true, value: { whole } });
  });

  it.each([
    ["{{ {'a': {'b': 1}} }}", [" {'a': {'b': 1}} "]],
    ["{{ {'a': {'b': 1}}}}", [" {'a': {'b': 1}}"]],
    ['{{ "}}" }}', [' "}}" ']],
    ["{{ '\\'}}' }}", [" '\\'}}' "]],
    ['{{ """a "}}" b""" }}', [' """a "}}" b""" ']],
    ["{{ r'\\' + x' }}", [" r'\\' + x' "]],
    ['{{ "" }}{{ \'\' }}', [' "" ', " '' "]],
    ["{{ x // don't }}", [" x // don't "]],
    ['{{ x // it\'s\n + 1 }} {{ y // }} "', [" x // it's\n + 1 ", ' y // ']],
    ['C:\\exports\\{{ x }}', [' x ']],
    ['{{ "{{" }} and {{ "}}" }}', [' "{{" ', ' "}}" ']],
  ])('finds the end of the expressions in %j', (text, expected) => {
    expect(sources(text)).toEqual(expected);
  });

  it('points at braces that are not closed', () => {
    expect(parseTemplate('a {{ x')).toMatchObject({ ok: false, failure: { code: 'template_unclosed', start: 2, end: 4 } });
  });

  it('points at a text literal that is not closed', () => {
    const parsed = parseTemplate('a {{ "x }}');
    expect(parsed).toMatchObject({ ok: false, failure: { code: 'template_unclosed', start: 5 } });
    expect(parsed.ok ? '' : parsed.failure.message).toContain('A text literal in it is not closed');
  });

  it('keeps every character of a text without expressions', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !hasExpression(text)),
        (text) => {
          expect(parseTemplate(text)).toEqual({ ok: true, value: { whole: false, parts: text === '' ? [] : [{ kind: 'text', text }] } });
        },
      ),
    );
  });

  it('loses nothing of any text that parses', () => {
    const piece = fc.oneof(fc.constantFrom('{{', '}}', '{', '}', '"', "'", ' x ', '//', '\\', '\n'), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const template = parseTemplate(text);
        if (!template.ok) return;
        const printed = template.value.parts.map((part) => (part.kind === 'text' ? part.text : `{{${part.source}}}`)).join('');
        expect(printed).toBe(text);
        for (const part of template.value.parts) {
          if (part.kind === 'expression') expect(text.slice(part.start, part.end)).toBe(part.source);
        }
      }),
    );
  });
});
