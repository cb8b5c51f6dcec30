import { describe, expect, it } from 'vitest';
import { secretCapabilities } from '../secret-capabilities.ts';
import { describeRequest, folderCapability, hostCapability } from './parameters.ts';

describe('hostCapability', () => {
  it.each([
    ['https://api.example.test/orders/{{ inputs.id }}', 'api.example.test'],
    ['https://API.example.test', 'api.example.test'],
    ['http://127.0.0.1:8080/?q={{ x }}', '127.0.0.1:8080'],
    ['https://[::1]:8080/', '[::1]:8080'],
    ['  https://a.test#{{ x }}', 'a.test'],
    ['{{ vars.api }}/orders', '*'],
    ['https://{{ vars.host }}/orders', '*'],
    ['https://{{ a ? "b/c" : "d" }}/orders', '*'],
    ['https://api.example.test{{ x }}', '*'],
    ['https://api.example.test:{{ vars.port }}/', '*'],
    ['https://api.example.test@evil.test/', '*'],
    ['{{ scheme }}://api.example.test/', '*'],
    ['api.example.test/orders', '*'],
  ])('of %s is %s', (url, value) => {
    expect(hostCapability(url)).toEqual([{ kind: 'host', value }]);
  });

  it('of nothing is nothing', () => {
    expect(hostCapability(undefined)).toEqual([]);
    expect(hostCapability(' ')).toEqual([]);
  });
});

describe('secretCapabilities', () => {
  it('finds each name once, however deep and however written', () => {
    const parameters = {
      auth: { token: '{{ secrets.A }}', list: ['x {{ secrets["B"] + secrets.A }}', "{{ secrets['C'] }}"] },
      text: 'secrets.NOT_CODE',
      other: '{{ inputs.secretsx }}',
    };

    expect(secretCapabilities(parameters).map((capability) => capability.value)).toEqual(['A', 'B', 'C']);
  });

  it('says any when the name is computed', () => {
    expect(secretCapabilities('{{ secrets[inputs.name] }}')).toEqual([{ kind: 'secret', value: '*' }]);
    expect(secretCapabilities('{{ size(secrets) }}')).toEqual([{ kind: 'secret', value: '*' }]);
  });
});

describe('folderCapability', () => {
  it.each([
    ['a.txt', '.'],
    ['out/a.txt', 'out'],
    ['/var/data/a.txt', '/var/data'],
    ['/a.txt', '/'],
    ['out/{{ run.id }}.txt', '*'],
  ])('of %s is %s', (path, value) => {
    expect(folderCapability(path)).toEqual([{ kind: 'folder', value }]);
  });
});

describe('describeRequest', () => {
  it.each([
    ['GET', '{{ vars.api }}/orders', 'GET /orders'],
    [undefined, 'https://api.example.test/orders?x=1#y', 'GET api.example.test/orders'],
    ['POST', 'https://api.example.test/orders/{{ inputs.id }}/lines', 'POST api.example.test/orders/…/lines'],
    ['PUT', 'https://api.example.test/', 'PUT api.example.test'],
    ['{{ inputs.method }}', 'https://{{ vars.host }}/a', 'GET /a'],
    ['GET', '{{ secrets.URL }}', 'GET …'],
    ['GET', '', 'GET'],
    [undefined, undefined, 'GET'],
  ])('of %s %s is %s', (method, url, text) => {
    expect(describeRequest(method, url, 'GET')).toBe(text);
  });
});
