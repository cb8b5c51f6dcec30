import { describe, expect, it } from 'vitest';
import { httpRequestManifest, httpRequestParameters } from './manifest.ts';

describe('the manifest of http.request', () => {
  it('has examples that its schema accepts', () => {
    for (const example of httpRequestManifest.examples) expect(httpRequestParameters.safeParse(example.with).error).toBeUndefined();
  });

  it('names the powers a request uses', () => {
    expect(
      httpRequestManifest.capabilities({
        url: 'https://api.example.test/upload',
        saveTo: 'out/answer.json',
        bodyType: 'multipart',
        body: [
          { name: 'a', file: 'in/a.pdf' },
          { name: 'b', value: '{{ secrets.B }}' },
        ],
      }),
    ).toEqual([
      { kind: 'host', value: 'api.example.test' },
      { kind: 'folder', value: 'out' },
      { kind: 'folder', value: 'in' },
      { kind: 'secret', value: 'B' },
    ]);
  });

  it('counts a path or a list of parts that an expression gives as any folder', () => {
    for (const bodyType of ['file', 'multipart']) {
      const capabilities = httpRequestManifest.capabilities({ url: 'https://a.test', bodyType, body: '{{ inputs.body }}' });
      expect(capabilities).toContainEqual({ kind: 'folder', value: '*' });
    }
  });

  it.each([
    [{ expectStatus: '6xx' }],
    [{ expectStatus: [] }],
    [{ expectStatus: 99 }],
    [{ method: 'CONNECT' }],
    [{ timeout: 'soon' }],
    [{ auth: { type: 'digest' } }],
    [{ paginate: { type: 'cursor' } }],
    [{ unknown: 1 }],
  ])('refuses %j', (parameters) => {
    expect(httpRequestParameters.safeParse({ url: 'https://a.test', ...parameters }).success).toBe(false);
  });

  it('fills in what is left out', () => {
    expect(httpRequestParameters.parse({ url: 'https://a.test', redirect: {}, paginate: { type: 'link' } })).toEqual({
      url: 'https://a.test',
      method: 'GET',
      responseAs: 'auto',
      redirect: { follow: true, max: 10 },
      paginate: { type: 'link', maxPages: 100 },
    });
  });
});
