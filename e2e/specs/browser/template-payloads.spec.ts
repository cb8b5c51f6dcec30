// Templates come with Millrace; were one of them bad, the gallery would show it and nothing more.
import { expect, test } from '../../harness/test.ts';
import { hostile, isInert, payloads, short, watch } from '../../pages/hostile.ts';

const templates = payloads.slice(0, 7).map((text, index) => ({
  id: `t${index}`,
  name: short(index),
  description: text,
  readme: `# ${text}\n\n${payloads.join('\n\n')}`,
  workflow: hostile,
}));

test('markup in templates is text', async ({ app }) => {
  const { page } = app;
  await page.route('**/api/templates', (route) => route.fulfill({ json: { templates } }));
  await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible();
  const watched = watch(page);

  for (let index = 0; index < templates.length; index += 1) {
    await page.getByRole('button', { name: /Choose a template/ }).click();
    const cards = page.getByRole('dialog').getByRole('listitem').getByRole('button');
    await expect(cards).toHaveCount(templates.length);
    await isInert(page, watched);
    await cards.nth(index).click();
    await expect(page.getByRole('button', { name: 'Use this template' })).toBeVisible();
    await isInert(page, watched);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});
