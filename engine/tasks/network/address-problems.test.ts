import { describe, expect, it } from 'vitest';
import { requestProblems } from './address-problems.ts';
import { parseUrl } from './request-url.ts';

const messages = (parameters: Parameters<typeof requestProblems>[0]) => requestProblems(parameters).map(({ message }) => message);

describe('requestProblems', () => {
  it.each([
    'https://example.test/a?b#c',
    ' HTTP://example.test:8080',
    'https:example.test',
    'ht\ntps://example.test',
    'https://example.test/@me',
  ])('finds nothing wrong with %j', (url) => {
    expect(() => parseUrl(url)).not.toThrow();
    expect(messages({ url })).toEqual([]);
  });

  it.each([
    ['example.test/path', 'no scheme'],
    ['localhost:8080/path', 'localhost: are not supported'],
    ['ftp://example.test', 'ftp: are not supported'],
    ['//example.test', 'no scheme'],
    ['https://ada:secret@example.test/', 'auth'],
  ])('refuses %s, as the run does', (url, reason) => {
    expect(() => parseUrl(url)).toThrow();
    expect(messages({ url })).toEqual([expect.stringContaining(reason)]);
  });

  it.each(['{{ inputs.url }}', '  {{ vars.base }}/orders', 'https://{{ vars.host }}/', 'http{{ vars.s }}://example.test'])(
    'leaves %s to the run',
    (url) => {
      expect(messages({ url })).toEqual([]);
    },
  );

  it('refuses addresses whose beginning is wrong whatever the expression gives', () => {
    expect(messages({ url: 'file:///{{ inputs.path }}' })).toHaveLength(1);
    expect(messages({ url: 'https://ada@{{ vars.host }}/' })).toHaveLength(1);
    expect(messages({ url: 'example.test/{{ inputs.path }}' })).toHaveLength(1);
  });

  it('refuses headers that are not for tasks, and user names with a colon', () => {
    expect(requestProblems({ headers: { Host: 'a', 'a b': 'c', Accept: '*/*', Connection: null } }).map(({ path }) => path)).toEqual([
      ['headers', 'Host'],
      ['headers', 'a b'],
    ]);
    expect(requestProblems({ auth: { type: 'basic', username: 'a:b', password: '' } })).toMatchObject([{ path: ['auth', 'username'] }]);
    expect(requestProblems({ auth: { type: 'header', name: 'Host', value: '' } })).toMatchObject([{ path: ['auth', 'name'] }]);
  });
});
