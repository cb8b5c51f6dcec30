// Markup and script in everything that a person, a file or a task can write is text: nothing executes, nothing is requested.
import type { Page } from '@playwright/test';
import { type App, expect, test } from '../harness/test.ts';
import { canvas, openWorkflow, run, runCommand, showCode } from '../pages/designer.ts';

const payloads = [
  '<img src=x onerror="window.pwned=1">',
  '</script><script>window.pwned=1</script>',
  '[click](javascript:window.pwned=1) ![p](https://evil.example/p.png) <https://evil.example>',
  "{{constructor.constructor('window.pwned=1')()}} $\u007Bwindow.pwned=1} #{7*7}",
  '"><svg onload=window.pwned=1><style>@import "//evil.example/s.css"</style><iframe srcdoc="<script>top.pwned=1</script>">',
  '[ref]: javascript:alert(1)\n\n[ref] ![x](data:text/html,<script>alert(1)</script>)',
  '\u202Eright to left\u202C 👩‍👩‍👧‍👦 \u0000\u001b[31mred\u001b[0m \uFEFF ﷽',
  '<b onmouseover=window.pwned=1>'.repeat(150),
];
/** In parameters two braces begin an expression. */
const values = payloads.map((text) => text.replaceAll('{{', '{ {'));
const short = (index: number) => (payloads[index] ?? '').slice(0, 100);

const hostile = {
  format: 1,
  id: 'hostile',
  name: short(0),
  description: payloads.slice(0, 7).join('\n\n'),
  tags: payloads.slice(0, 5).map((text) => text.slice(0, 40)),
  inputs: { text: { type: 'string', title: short(4), description: payloads[2], default: values[0] } },
  triggers: { night: { type: 'cron', schedule: '0 2 * * *', timezone: 'UTC', name: short(1), description: payloads[2], enabled: false } },
  tasks: {
    ...Object.fromEntries(
      values.map((message, index) => [
        `say_${index}`,
        { type: 'log.write', name: short(index), description: payloads[index], with: { message } },
      ]),
    ),
    data: {
      type: 'data.set',
      name: short(4),
      with: {
        values: { ...Object.fromEntries(values.slice(0, 6).map((text) => [text.slice(0, 60), text])), list: values, 'a.b[0]': { x: 1 } },
      },
    },
    shell: {
      type: 'shell.command',
      name: short(1),
      with: { command: ['printf', '%s%s\\n%s\\n', '{', payloads[3]?.slice(1) ?? '', values[4]] },
    },
    group: { type: 'group', name: short(5), tasks: { inner: { type: 'data.set', name: short(2), with: { values: { a: values[1] } } } } },
    bad: { type: 'flow.fail', name: short(2), needs: ['data'], with: { message: values.slice(0, 6).join(' ') } },
  },
  outputs: { text: '{{ inputs.text }}' },
  layout: {
    notes: payloads.map((text, index) => ({ text, at: [600, index * 120], size: [208, 96], color: 'yellow' })),
  },
};

/** Everything that would tell of an attack that got further than being shown. */
function watch(page: Page): { readonly seen: string[] } {
  const seen: string[] = [];
  const own = new URL(page.url());
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.host !== own.host) seen.push(`request ${url}`);
    if (url.pathname.endsWith('/x')) seen.push(`request ${url}`);
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) seen.push(message.text());
  });
  page.on('pageerror', (error) => seen.push(`error ${error.message}`));
  return { seen };
}

async function isInert(page: Page, { seen }: { readonly seen: readonly string[] }): Promise<void> {
  const traces = page.locator(
    'img[src="x"], img[src*="evil"], iframe, svg[onload], [onerror], [onmouseover], a[href^="javascript"], a[href^="data"], #root script',
  );
  await expect(traces).toHaveCount(0);
  expect(await page.evaluate(() => Reflect.has(window, 'pwned'))).toBe(false);
  expect(seen).toEqual([]);
}

async function openHostile(app: App): Promise<{ readonly seen: string[] }> {
  await expect(app.page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
  const watched = watch(app.page);
  await openWorkflow(app.page, hostile);
  await expect(app.page.locator('.react-flow__node').first()).toBeVisible();
  return watched;
}

test.slow();

test('while it is designed', async ({ app }) => {
  const { page } = app;
  const watched = await openHostile(app);

  await canvas(page).focus();
  await page.keyboard.press('f');
  await expect(page.locator('.react-flow__node-note').first()).toBeVisible();
  await isInert(page, watched);
  for (const path of ['say_0', 'say_2', 'say_4', 'say_6', 'say_7', 'data', 'group', 'trigger:night', 'note:2']) {
    await runCommand(page, 'Zoom to fit');
    await page.locator(`.react-flow__node[data-id="${path}"]`).click({ position: { x: 20, y: 8 }, force: true });
    for (const name of ['Policy', 'Notes', 'Configure']) {
      const tab = page.getByRole('complementary', { name: 'Inspector' }).getByRole('tab', { name, exact: true });
      if (await tab.isVisible()) await tab.click();
      if (name === 'Notes' && (await page.getByRole('radio', { name: 'Preview' }).isVisible()))
        await page.getByRole('radio', { name: 'Preview' }).click();
    }
    await isInert(page, watched);
  }
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await isInert(page, watched);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('<img');
  await expect(page.getByRole('option', { name: short(0) })).toBeVisible();
  await isInert(page, watched);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: short(0) }).hover();
  await showCode(page);
  await isInert(page, watched);
});

test('while it runs', async ({ app }) => {
  const { page } = app;
  const watched = await openHostile(app);

  await run(page);
  await expect(page.getByText(/Run [a-z0-9]+ · failed/)).toBeVisible({ timeout: 60_000 });
  await isInert(page, watched);
  for (const name of ['Logs', 'Events', 'Problems', 'Timeline']) {
    await page.getByRole('region', { name: 'Run and problems' }).getByRole('tab', { name }).click();
    if (name === 'Logs') await expect(page.getByText('<img src=x').last()).toBeVisible();
    await isInert(page, watched);
  }
  await page.getByRole('button', { name: 'Hide the drawer' }).first().click();
  for (const path of ['data', 'shell', 'bad', 'say_0']) {
    await runCommand(page, 'Zoom to fit');
    await page.locator(`.react-flow__node[data-id="${path}"]`).click({ position: { x: 20, y: 8 }, force: true });
    await page.getByRole('tab', { name: 'Data' }).click();
    await isInert(page, watched);
    for (const view of ['Table', 'Raw', 'Tree']) {
      const choice = page.getByRole('radio', { name: view, exact: true });
      if (await choice.isVisible()) await choice.click();
      await isInert(page, watched);
    }
  }
});

test('in the picture that is exported', async ({ app }) => {
  const { page } = app;
  const watched = await openHostile(app);

  const svg = String(await app.savedBy(() => runCommand(page, 'Export picture as SVG')));

  const found = await page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    const every = [root, ...root.querySelectorAll('*')];
    const names = every
      .map(({ localName }) => localName)
      .filter((name) => /script|style|foreignObject|iframe|image|parsererror|^a$/i.test(name));
    const isLoose = ({ name, value }: Attr) =>
      /^on/i.test(name) || (/href/i.test(name) && !value.startsWith('#')) || /url\((?!['"]?#)/.test(value);
    const attributes = every.flatMap((element) => [...element.attributes].filter(isLoose).map(({ name, value }) => `${name}=${value}`));
    return [...names, ...attributes];
  }, svg);
  expect(found).toEqual([]);
  expect(svg).toContain('&lt;img src=x');
  expect(svg).not.toContain('\uFFFD');
  await isInert(page, watched);
});
