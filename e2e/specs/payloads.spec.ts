// Markup and script in everything that a person, a file or a task can write is text: nothing executes, nothing is requested.
import { type App, expect, test } from '../harness/test.ts';
import { canvas, dropFile, openWorkflow, run, runCommand, showCode, tab } from '../pages/designer.ts';
import { hostile, isInert, payloads, short, watch } from '../pages/hostile.ts';

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

test('while it is imported', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
  const watched = watch(page);
  const dialog = page.getByRole('dialog', { name: 'Import a workflow' });
  const paste = async (text: string) => {
    await dialog.getByRole('textbox').fill(text);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  };

  await runCommand(page, 'Import');
  const refused = [payloads[0] ?? '', JSON.stringify({ workflow: { name: payloads[0], tasks: payloads } }), JSON.stringify(payloads)];
  for (const [index, text] of refused.entries()) {
    await paste(text);
    await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(index + 1);
    await isInert(page, watched);
  }
  await paste(JSON.stringify({ ...hostile, id: 'pasted' }));
  await expect(tab(page, short(0))).toBeVisible();
  await isInert(page, watched);

  await dropFile(page, `${short(0)}.json`, payloads[4] ?? '');
  await expect(page.getByText(`“${short(0)}.json” is not JSON. Nothing was imported.`)).toBeVisible();
  await isInert(page, watched);
});
