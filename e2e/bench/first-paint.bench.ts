// How long a person waits for the window.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../harness/paths.ts';
import { test } from '../harness/test.ts';
import { useTemplate } from '../pages/designer.ts';
import { median, ms, report } from './figures.ts';

test('the first paint and a template', async ({ app }) => {
  const { page } = app;
  const assets = join(root, 'dist/renderer/assets');
  const html = readFileSync(join(root, 'dist/renderer/index.html'), 'utf8');
  const first = [...html.matchAll(/assets\/([^"]+\.js)/g)].map((match) => match[1] ?? '');
  const sizeOf = (names: readonly string[]) => {
    const sizes = names.map((name) => gzipSync(readFileSync(join(assets, name))).length / 1000);
    return `${sizes.reduce((sum, size) => sum + size, 0).toFixed(0)} kB gzipped`;
  };
  report('JavaScript for the first paint', sizeOf(first), '<= 350 kB');

  await useTemplate(page, 'Weather report');
  // What the page takes is told in every host; what it names as fetched leaves out addresses like the desktop's.
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(request.url()));
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.reload();
    await page.locator('.react-flow__node').first().waitFor();
    times.push(await page.evaluate(() => performance.now()));
  }
  const names = [...asked].map((url) => new URL(url).pathname.split('/').at(-1) ?? '');
  const fetched = names.filter((name) => name.endsWith('.js') && readdirSync(assets).includes(name));
  report('JavaScript fetched by then, parts for later included', sizeOf(fetched), '');
  report('from navigation to an interactive canvas, template', ms(median(times)), '<= 1,200 ms');
});
