import { describe, expect, it } from 'vitest';
import { isHostAllowed } from './allowed-hosts.ts';

describe('isHostAllowed', () => {
  it.each([
    ['api.example.test', 443, 'api.example.test', true],
    ['API.Example.Test.', 443, 'api.example.test', true],
    ['api.example.test', 8443, 'api.example.test', true],
    ['other.example.test', 443, 'api.example.test', false],
    ['api.example.test.evil.test', 443, 'api.example.test', false],
    ['api.example.test', 443, '*.example.test', true],
    ['a.b.example.test', 443, '*.example.test', true],
    ['example.test', 443, '*.example.test', false],
    ['.example.test', 443, '*.example.test', false],
    ['evilexample.test', 443, '*.example.test', false],
    ['127.0.0.1', 8080, '127.0.0.1:8080', true],
    ['127.0.0.1', 8081, '127.0.0.1:8080', false],
    ['[::1]', 8080, '[::1]:8080', true],
    ['::1', 80, '[::1]', true],
    ['::1', 80, '::1', true],
    ['anything.test', 1, '*', true],
    ['anything.test', 1, '*:2', false],
  ])('for %s on port %i and %s says %s', (host, port, pattern, expected) => {
    expect(isHostAllowed(host, port, [pattern])).toBe(expected);
  });

  it('allows nothing when nothing is listed', () => {
    expect(isHostAllowed('api.example.test', 443, [])).toBe(false);
  });
});
