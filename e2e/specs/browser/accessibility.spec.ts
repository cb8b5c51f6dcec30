// WCAG 2.1 A and AA as far as axe can tell, in each theme, over the whole window.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type App, expect, test } from '../../harness/test.ts';
import { canvas, openWorkflow, run, runCommand, showCode, task } from '../../pages/designer.ts';

const orders = {
  format: 1,
  id: 'orders',
  name: 'Orders',
  description: 'Fetches **orders**.',
  inputs: {
    day: { type: 'string', format: 'date', title: 'Day', default: '2026-11-20' },
    size: { type: 'string', enum: ['small', 'large'], default: 'small' },
    loud: { type: 'boolean', default: false },
    limit: { type: 'integer', minimum: 1, default: 5 },
  },
  triggers: { night: { type: 'cron', schedule: '0 2 * * *', timezone: 'Europe/Berlin', enabled: false } },
  tasks: {
    fetch: {
      type: 'data.set',
      name: 'Fetch',
      description: 'The *orders*.',
      with: { values: { day: '{{ inputs.day }}', rows: [{ id: 1 }, { id: 2 }] } },
    },
    any: { type: 'flow.branch', name: 'Any?', needs: ['fetch'], with: { if: '{{ size(tasks.fetch.output.rows) > 0 }}' } },
    store: {
      type: 'group',
      name: 'Store',
      needs: ['any:yes'],
      each: { in: '{{ tasks.fetch.output.rows }}' },
      tasks: { write: { type: 'log.write', name: 'Write', with: { message: '{{ item.id }}' } } },
    },
    request: {
      type: 'http.request',
      name: 'Request',
      disabled: true,
      retry: { attempts: 3 },
      with: { url: 'https://example.test', method: 'POST' },
    },
    broken: { type: 'flow.fail', name: 'Broken', needs: ['any:yes'], with: { message: 'On purpose' } },
    later: { type: 'log.write', name: 'Later', needs: ['broken'], with: { message: 'never' } },
    alert: { type: 'log.write', name: 'Alert', needs: ['store:failed'], with: { message: 'oh' } },
  },
  layout: {
    triggers: { night: [-264, 0] },
    tasks: {
      fetch: [0, 0],
      any: [264, 0],
      store: [528, -120],
      'store.write': [24, 64],
      request: [0, 200],
      broken: [528, 120],
      later: [792, 120],
      alert: [840, -60],
    },
    notes: [{ text: '**Limits**\n\nSixty a minute.', at: [264, 160], size: [208, 96], color: 'yellow' }],
  },
};

/** The editor's own widgets are Monaco's; all around them is ours. */
async function findViolations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Every rule is tried all the same; to tell of each node where nothing is wrong takes as long again.
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .exclude('.monaco-editor')
    // Else it opens a page of its own to gather frames, which a desktop window cannot; there are no frames here.
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n').slice(1).join(' ')}`),
  );
}

async function look(page: Page, where: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY),
  );
  expect.soft(await findViolations(page), where).toEqual([]);
}

async function inTheme({ page }: App, theme: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
  await runCommand(page, `Theme: ${theme}`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme === 'high contrast' ? 'contrast' : theme);
}

// Many looks, each at the whole window.
test.describe.configure({ timeout: 300_000 });

for (const theme of ['light', 'dark', 'high contrast']) {
  test(`designing in the theme ${theme}`, async ({ app }) => {
    const { page } = app;
    await inTheme(app, theme);
    await look(page, 'welcome');

    await page.getByRole('button', { name: /Choose a template/ }).click();
    await expect(page.getByRole('button', { name: /Weather report/ })).toBeVisible();
    await look(page, 'gallery');
    await page.getByRole('button', { name: /Weather report/ }).click();
    await look(page, 'template');
    await page.keyboard.press('Escape');
    await runCommand(page, 'Import');
    await expect(page.getByRole('dialog', { name: 'Import a workflow' })).toBeVisible();
    await look(page, 'import');
    await page.keyboard.press('Escape');
    await runCommand(page, 'Keyboard shortcuts');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await look(page, 'shortcuts');
    await page.keyboard.press('Escape');

    await openWorkflow(page, orders);
    await expect(task(page, 'Fetch').first()).toBeVisible();
    await look(page, 'workflow');
    for (const name of ['Fetch', 'Request', 'Any?']) {
      await task(page, name)
        .last()
        .click({ position: { x: 60, y: 12 } });
      for (const part of ['Configure', 'Policy', 'Data', 'Notes']) {
        await page.getByRole('tab', { name: part }).click();
        await look(page, `${name}, ${part}`);
      }
    }
    await page.locator('.react-flow__node[data-id="trigger:night"]').click();
    await look(page, 'trigger');
    await canvas(page).focus();
    await page.keyboard.press('Control+a');
    await look(page, 'several');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('zoom');
    await look(page, 'palette');
    await page.keyboard.press('Escape');
    await canvas(page).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('listbox', { name: 'Add a task' })).toBeVisible();
    await look(page, 'quick-add');
    await page.keyboard.press('Escape');
    await showCode(page);
    await look(page, 'split');
  });

  test(`running in the theme ${theme}`, async ({ app }) => {
    const { page } = app;
    await inTheme(app, theme);
    await openWorkflow(page, orders);

    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(page, 'run form');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await run(page);
    await expect(page.getByText(/Run [a-z0-9]+ · failed/)).toBeVisible({ timeout: 30_000 });
    for (const name of ['Timeline', 'Logs', 'Events', 'Problems']) {
      await page.getByRole('tab', { name }).click();
      await look(page, name);
    }
    for (const name of ['Fetch', 'Broken', 'Later']) {
      await task(page, name)
        .last()
        .click({ position: { x: 60, y: 12 } });
      await page.getByRole('tab', { name: 'Data' }).click();
      await look(page, `data of ${name}`);
    }
  });
}
