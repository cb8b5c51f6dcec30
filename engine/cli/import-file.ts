// Documents from elsewhere, on their way into the data directory.
import { taskCatalog } from '../tasks/catalog.ts';
import type { Imported } from '../workflow/import/imported.ts';
import { importMillrace } from '../workflow/import/millrace.ts';
import { importWfInstances } from '../workflow/import/wfinstances.ts';
import { parseWorkflow } from '../workflow/parse/parse-workflow.ts';
import type { Workflow } from '../workflow/schema.ts';
import { loadFile, noteProblems } from './check-file.ts';
import { CliError } from './cli-error.ts';
import { readJsonFile } from './documents.ts';
import { withEngine } from './open-engine.ts';
import { refusal } from './refusal.ts';

/** Recordings of large machines are larger than the workflows they become. */
const foreignLimitBytes = 256 * 1024 * 1024;

export async function readForeign(file: string, from: 'wfinstances' | 'millrace'): Promise<Imported> {
  if (from === 'millrace') {
    const { workflow } = await loadFile(file);
    return importMillrace(workflow, new Map(), 'rename');
  }
  const imported = importWfInstances(await readJsonFile(file, foreignLimitBytes));
  if (!imported.ok) throw new CliError(`${file}: ${imported.failure.message}`);
  const { workflow } = imported.value;
  const checked = parseWorkflow(workflow, taskCatalog);
  if (checked.ok) return imported.value;
  noteProblems(checked.problems, { file, source: null });
  throw new CliError(`${file} cannot become a workflow, for the reasons above.`);
}

type StoreOptions = { readonly dataDir?: string; readonly replace?: boolean };

/** Stores it under its own id, or under a free one when a different workflow has that already. */
export async function storeImported(imported: Imported, options: StoreOptions): Promise<Imported> {
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const present = new Map<string, Workflow>();
    const revisions = new Map<string, string>();
    for (const { id } of await engine.workflows.list()) {
      const stored = await engine.workflows.get(id);
      if (stored) revisions.set(id, stored.revision);
      // One that is stored with errors has no value to compare, but its id is taken.
      present.set(id, stored?.workflow ?? { format: 1, id, tasks: {} });
    }
    const fitted = importMillrace(imported.workflow, present, options.replace ? 'replace' : 'rename');
    const { id } = fitted.workflow;
    const saved = await engine.workflows.save(id, `${JSON.stringify(fitted.workflow, null, 2)}\n`, revisions.get(id) ?? null);
    if (!saved.ok) throw refusal(saved.failure);
    return { workflow: fitted.workflow, report: { ...fitted.report, warnings: [...imported.report.warnings, ...fitted.report.warnings] } };
  });
}
