import { join, sep } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileOf, isOwn, isWeb } from './app-address.ts';

const folder = join(sep, 'app', 'renderer');

it('serves the files of its folder', () => {
  expect(fileOf('app://millrace/', folder)).toBe(join(folder, 'index.html'));
  expect(fileOf('app://millrace/assets/main.js?v=1#x', folder)).toBe(join(folder, 'assets', 'main.js'));
  expect(fileOf('app://millrace/a%20b.css', folder)).toBe(join(folder, 'a b.css'));
});

it.each([
  'app://millrace/..%2f..%2fsecrets.key',
  'app://millrace/assets/..%2F..%2F..%2Fetc/passwd',
  'app://millrace/%2e%2e%2f%2e%2e%2fpackage.json',
  'app://millrace/..%2frenderer-of-another/x',
  'app://millrace/index.html%00.png',
  'app://millrace/%E0%A4%A',
  'app://other/index.html',
  'app://millrace.example/index.html',
  'app://millrace:80/index.html',
  'file:///etc/passwd',
  'not an address',
])('serves nothing for %s', (address) => {
  expect(fileOf(address, folder)).toBeNull();
});

it('never leaves its folder, whatever the path', () => {
  const part = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', 'a', '%', '%00', '%252e', ':', '//');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const file = fileOf(`app://millrace/${parts.join('')}`, folder);
      return file === null || (file.startsWith(folder + sep) && !file.split(sep).includes('..'));
    }),
  );
});

it('knows its own pages by the whole of their origin', () => {
  expect(isOwn('app://millrace/index.html')).toBe(true);
  expect(isOwn('app://millrace')).toBe(true);
  for (const foreign of ['app://millrace.example/', 'app://other/', 'https://millrace/', 'about:blank', 'data:text/html,x', '']) {
    expect(isOwn(foreign)).toBe(false);
  }
});

it('hands addresses of the web alone to the browser', () => {
  expect(isWeb('https://example.com/')).toBe(true);
  expect(isWeb('http://example.com/')).toBe(true);
  for (const other of ['file:///etc/passwd', 'javascript:alert(1)', 'ms-msdt:x', 'smb://host/share', 'https//x', '']) {
    expect(isWeb(other)).toBe(false);
  }
});
