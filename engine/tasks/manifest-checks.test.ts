import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../workflow/json.ts';
import { parseWorkflow } from '../workflow/parse/parse-workflow.ts';
import { taskCatalog, taskManifests } from './catalog.ts';

const document = (type: string, parameters: JsonObject) => ({ format: 1, id: 'x', tasks: { a: { type, with: parameters } } });

/** Messages and the pieces of text they point at. */
function found(type: string, parameters: JsonObject): readonly (readonly [string, string])[] {
  const text = JSON.stringify(document(type, parameters), null, 2);
  return parseWorkflow(text, taskCatalog)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ message, range }) => [message, text.slice(range?.start.offset, range?.end.offset)]);
}

const wrong: readonly (readonly [string, JsonObject, string, string])[] = [
  ['shell.command', { shell: 'echo "say \\"{{ 1 }}\\""' }, 'could be read as a command', '{{ 1 }}'],
  ['shell.command', { shell: 'a', command: '{{ run.trigger }}' }, 'either', '{'],
  ['shell.command', {}, 'either', '{'],
  ['flow.wait', { for: '99999999999999d' }, 'calendar', '"99999999999999d"'],
  ['flow.approval', { title: 'x', timeout: '99999999999999d' }, 'calendar', '"99999999999999d"'],
  ['http.request', { url: 'ftp://example.test' }, 'ftp: are not supported', '"ftp://example.test"'],
  ['http.request', { url: 'https://a.test', saveTo: 'x', paginate: { type: 'link' } }, 'together with paginate', '"x"'],
  ['notify.webhook', { url: 'https://a.test', headers: { Host: 'b' } }, 'set by Millrace', '"b"'],
  ['notify.email', { to: ['a@b.test', 'nobody'], server: { host: 'c' } }, 'not one email address', '"nobody"'],
  ['file.list', { pattern: 'in/{a' }, 'no }', '{'],
  ['file.delete', { pattern: 'in/[z-a]' }, 'goes down', '[z-a]'],
];

describe('what manifests check', () => {
  it.each(wrong)('%s refuses %j before it runs', (type, parameters, message, place) => {
    expect(found(type, parameters)).toEqual([[expect.stringContaining(message), expect.stringContaining(place)]]);
  });

  it('is checked for hooks, too', () => {
    const hooks = { failed: { type: 'shell.command', with: { shell: "echo '{{ run.id }}'" } } };
    const { problems } = parseWorkflow({ ...document('log.write', { message: 'x' }), hooks }, taskCatalog);
    expect(problems).toMatchObject([{ code: 'invalid_parameter', path: ['hooks', 'failed', 'with', 'shell'] }]);
  });

  it.each(taskManifests.flatMap((manifest) => (manifest.check ? [[manifest.type, manifest] as const] : [])))(
    '%s takes whatever the parameters are, and finds nothing wrong with its examples',
    (_, manifest) => {
      const names = fc.constantFrom('shell', 'command', 'for', 'timeout', 'url', 'headers', 'auth', 'pattern', 'to', 'from', 'type');
      fc.assert(
        fc.property(fc.dictionary(names, fc.jsonValue({ maxDepth: 2 })), (parameters) => {
          expect(Array.isArray(manifest.check?.(parameters as JsonObject))).toBe(true);
        }),
      );
      for (const example of manifest.examples) expect(manifest.check?.(example.with)).toEqual([]);
    },
  );
});
