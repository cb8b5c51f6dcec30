// The workflows that people keep: `workflows/<id>.json`, errors included.
import { createHash } from 'node:crypto';
import type { Definitions, DefinitionText } from '../adapters/definitions.ts';
import type { Catalog } from '../workflow/catalog.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { parseWorkflow } from '../workflow/parse/parse-workflow.ts';
import { err, ok } from '../workflow/result.ts';
import { type Workflow, workflowIdPattern } from '../workflow/schema.ts';
import type { StoredWorkflow, WorkflowListing, Workflows } from './engine.ts';
import { createTurns } from './turns.ts';

export function createStoredWorkflows(definitions: Definitions, catalog: Catalog, folderOf: (id: string) => string): Workflows {
  const listings = new Map<string, WorkflowListing>();
  const inTurn = createTurns();
  return {
    folderOf,
    list: async () => (await definitions.list()).map((definition) => listingOf(definition, catalog, listings)),
    get: async (id) => {
      const found = await definitions.get(id);
      return found && parseStored(found, catalog);
    },
    save: async (id, text, replaces = 'any') => {
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
      return inTurn(async () => {
        const refused = replaces === 'any' ? null : refuseReplacing(id, { current: await definitions.get(id), text, replaces });
        if (refused) return err(refused);
        await definitions.save(id, text);
        return ok(stored);
      });
    },
    delete: (id) =>
      inTurn(async () => {
        const backup = await definitions.delete(id);
        return backup === null ? err(userFailure('workflow_not_found', `There is no workflow \`${id}\``)) : ok({ backup });
      }),
  };
}

type Replacing = { readonly current: DefinitionText | null; readonly text: string; readonly replaces: string | null };

/** Saving once more what is there already harms nobody. */
function refuseReplacing(id: string, { current, text, replaces }: Replacing): Failure | null {
  if (current?.text === text || (current === null && replaces === null)) return null;
  if (current === null) {
    return userFailure('workflow_changed', `There is no workflow \`${id}\` any more. Save it as a new one, or leave it deleted`);
  }
  if (replaces === null) {
    const message = `There is another workflow \`${id}\` already. Read it, and say which revision to replace`;
    return userFailure('workflow_exists', message);
  }
  if (revisionOf(current.text) === replaces) return null;
  return userFailure(
    'workflow_changed',
    `The workflow \`${id}\` was changed since it was read. Read it again, and bring both changes together`,
  );
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseStored({ id, text }: Pick<DefinitionText, 'id' | 'text'>, catalog: Catalog): StoredWorkflow {
  const parsed = parseWorkflow(text, catalog);
  return { id, text, workflow: parsed.ok ? parsed.value.workflow : null, problems: parsed.problems, revision: revisionOf(text) };
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
