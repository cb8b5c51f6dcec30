import { expect, test } from '../harness/test.ts';
import { openWorkflow, run, task, useTemplate } from '../pages/designer.ts';

test('a template is opened, run and understood', async ({ app: { page } }) => {
  await expect(page.getByRole('heading', { name: 'Design a workflow' })).toBeVisible();

  await useTemplate(page, 'Weather report');
  await run(page);

  await expect(page.getByText(/Run [a-z0-9]+ · succeeded/)).toBeVisible({ timeout: 30_000 });
  const states = page.locator('.react-flow__node [data-state]');
  expect(await states.count()).toBeGreaterThan(3);
  expect(new Set(await states.evaluateAll((cards) => cards.map((card) => card.getAttribute('data-state'))))).toContain('succeeded');

  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByText('run.created')).toBeVisible();
});

test('a failing task shows its error where it is', async ({ app: { page } }) => {
  await openWorkflow(page, {
    format: 1,
    id: 'failing',
    name: 'Failing',
    tasks: {
      good: { type: 'data.set', name: 'Good one', with: { values: { n: 1 } } },
      bad: { type: 'flow.fail', name: 'Bad one', needs: ['good'], with: { message: 'The moon is not full' } },
      after: { type: 'log.write', name: 'After', needs: ['bad'], with: { message: 'never' } },
    },
  });

  await run(page);

  await expect(page.getByText(/Run [a-z0-9]+ · failed/)).toBeVisible();
  await task(page, 'Bad one').click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(page.getByText('The moon is not full').first()).toBeVisible();
  await expect(task(page, 'After').locator('[data-state="skipped"]')).toBeVisible();
});
