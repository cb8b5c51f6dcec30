import { runWorkflowTest, type TestReport } from '../run/test-runner.ts';
import { taskCatalog } from '../tasks/catalog.ts';
import type { JsonObject } from '../workflow/json.ts';
import { loadFile } from './check-file.ts';
import { computePure } from './compute-pure.ts';
import { virtualInputs } from './virtual-inputs.ts';

/** Runs those tests of a workflow file whose names are wanted, one after the other, in the order of the document. */
export async function testWorkflowFile(file: string, isWanted: (name: string) => boolean): Promise<readonly TestReport[]> {
  const { workflow } = await loadFile(file);
  const reports: TestReport[] = [];
  for (const [name, test] of Object.entries(workflow.tests ?? {})) {
    if (!isWanted(name)) continue;
    const given = { inputs: (test.inputs ?? {}) as JsonObject, vars: (test.vars ?? {}) as JsonObject };
    const inputs = virtualInputs(workflow, given, `Test "${name}"`);
    reports.push(await runWorkflowTest(workflow, name, { catalog: taskCatalog, compute: computePure, inputs }));
  }
  return reports;
}
