import { expect, test } from '../../harness/test.ts';
import { canvas, openWorkflow, task, treeItem } from '../../pages/designer.ts';

const document = {
  format: 1,
  id: 'shared',
  name: 'Shared',
  tasks: {
    one: { type: 'data.set', name: 'One', with: { values: {} } },
    two: { type: 'data.set', name: 'Two', needs: ['one'], with: { values: {} } },
  },
  layout: { tasks: { one: [0, 0], two: [300, 0] } },
};

test('two windows on one workflow never overwrite each other unseen', async ({ app }) => {
  const first = app.page;
  await openWorkflow(first, document);
  const second = await app.openSecond();
  await treeItem(second, 'Shared').click();
  await expect(task(second, 'One')).toBeVisible();

  // Both change it, the first stores its change.
  await task(second, 'Two').click();
  await second.keyboard.press('d');
  await expect(second.getByRole('img', { name: 'Not saved' })).toBeVisible();
  await first.bringToFront();
  await task(first, 'One').click();
  await first.keyboard.press('d');
  await first.keyboard.press('Control+s');
  await expect(first.getByRole('img', { name: 'Not saved' })).toBeHidden();

  await second.bringToFront();
  const banner = second.getByRole('region', { name: /was changed elsewhere/ });
  await expect(banner).toContainText('unsaved changes here');
  await banner.getByRole('button', { name: 'Compare' }).click();
  await expect(second.getByRole('dialog', { name: /here and elsewhere/ })).toBeVisible();
  await second.getByRole('button', { name: 'Cancel' }).click();
  await expect(banner).toBeVisible();
  await canvas(second).focus();
  await second.keyboard.press('Control+s');
  await expect(
    second
      .getByRole('dialog')
      .getByText(/was changed elsewhere/)
      .first(),
  ).toBeVisible();
  const stored = (await app.readWorkflow('shared')).value as { readonly tasks: Record<string, { readonly disabled?: boolean }> };
  expect([stored.tasks.one?.disabled, stored.tasks.two?.disabled]).toEqual([true, undefined]);
  await second.getByRole('dialog').getByRole('button', { name: 'Take the other' }).click();

  await expect(banner).toBeHidden();
  await expect(second.getByRole('img', { name: 'Not saved' })).toBeHidden();
  // A window without changes of its own follows by itself.
  await first.bringToFront();
  await task(first, 'Two').click();
  await first.keyboard.press('d');
  await first.keyboard.press('Control+s');
  await second.bringToFront();
  await expect(second.getByText(/is shown as it is now/)).toBeVisible();
});
