// What 1,000 tasks take, and whether opening and closing them leaves something behind.
import { test } from '../harness/test.ts';
import { showCode } from '../pages/designer.ts';
import { bigWorkflow } from './big-workflow.ts';
import { report } from './figures.ts';
import { createMemory, type Held } from './memory.ts';
import { closeWorkflow, drawn, importWorkflow, openingTime } from './window.ts';

const lookedAt: ReadonlySet<number> = new Set([1, 10, 50, 100]);
const name = '1000 tasks';

for (const mode of ['Design', 'Split'] as const) {
  test(`memory, 1,000 tasks in ${mode}`, async ({ app }) => {
    test.setTimeout(900_000);
    const { page } = app;
    const readMemory = await createMemory(page);
    if (!readMemory) return report(`memory, ${mode}`, 'not measured', 'this host has no DevTools session');
    await importWorkflow(page, bigWorkflow('small', 5));
    await importWorkflow(page, bigWorkflow('big', 1000));
    await page.locator(drawn).first().waitFor({ timeout: 60_000 });
    if (mode === 'Split') await showCode(page);
    for (let cycle = 1; cycle <= 100; cycle += 1) {
      await closeWorkflow(page, name);
      await openingTime(page, name);
      if (lookedAt.has(cycle)) report(`${mode}, 1,000 tasks open, cycle ${cycle}`, textOf(await readMemory()), '<= 120 MB, flat');
    }
    await closeWorkflow(page, name);
    report(`${mode}, closed`, textOf(await readMemory()), '');
  });
}

const textOf = ({ heapBytes, nodes, listeners }: Held) => `${(heapBytes / 1e6).toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners`;
