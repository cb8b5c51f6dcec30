// The workflows that people keep: `workflows/<id>.json`, errors included.
import type { Definitions, DefinitionText } from '../adapters/definitions.ts';
import type { Catalog } from '../workflow/catalog.ts';
import { userFailure } from '../workflow/failure.ts';
import { parseWorkflow } from '../workflow/parse/parse-workflow.ts';
import { err, ok } from '../workflow/result.ts';
import { type Workflow, workflowIdPattern } from '../workflow/schema.ts';
import type { StoredWorkflow, WorkflowListing, Workflows } from './engine.ts';

export function createStoredWorkflows(definitions: Definitions, catalog: Catalog, folderOf: (id: string) => string): Workflows {
  const listings = new Map<string, WorkflowListing>();
  return {
    folderOf,
    list: async () => (await definitions.list()).map((definition) => listingOf(definition, catalog, listings)),
    get: async (id) => {
      const found = await definitions.get(id);
      return found && parseStored(found, catalog);
    },
    save: async (id, text) => {
      if (!workflowIdPattern.test(id)) {
        return err(
          userFailure('bad_workflow_id', `"${id}" is no id for a workflow: use 1 to 64 of a-z, 0-9 and -, starting with a letter`),
        );
      }
      const stored = parseStored({ id, text }, catalog);
      const inside = stored.workflow?.id;
      if (inside !== undefined && inside !== id) {
        return err(userFailure('id_mismatch', `The workflow says its id is \`${inside}\`; it cannot be saved as \`${id}\``));
      }
      await definitions.save(id, text);
      return ok(stored);
    },
    delete: async (id) => {
      const backup = await definitions.delete(id);
      return backup === null ? err(userFailure('workflow_not_found', `There is no workflow \`${id}\``)) : ok({ backup });
    },
  };
}

function parseStored({ id, text }: Pick<DefinitionText, 'id' | 'text'>, catalog: Catalog): StoredWorkflow {
  const parsed = parseWorkflow(text, catalog);
  return { id, text, workflow: parsed.ok ? parsed.value.workflow : null, problems: parsed.problems };
}

/** Parsing is dear and most files stay as they are between two looks at the list. */
function listingOf({ id, text, modifiedAt }: DefinitionText, catalog: Catalog, known: Map<string, WorkflowListing>): WorkflowListing {
  const before = known.get(id);
  if (before?.modifiedAt === modifiedAt) return before;
  const parsed = parseWorkflow(text, catalog);
  const workflow: Workflow | undefined = parsed.ok ? parsed.value.workflow : parsed.partial;
  const errors = parsed.problems.filter((problem) => problem.severity === 'error').length;
  const warnings = parsed.problems.length - errors;
  const listing = { id, name: workflow?.name ?? id, errors, warnings, modifiedAt, tags: workflow?.tags ?? [] };
  known.set(id, listing);
  return listing;
}
