import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import type { Imported } from '../../engine/workflow/import/imported.ts';
import { importMillrace } from '../../engine/workflow/import/millrace.ts';
import { importWfInstances } from '../../engine/workflow/import/wfinstances.ts';
import { isJsonObject } from '../../engine/workflow/json.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import type { PickedFile } from '../app/platform.ts';
import { readJson, readText } from '../document/read-text.ts';
import { messages } from '../messages/messages.ts';

const text = messages.workflows.import;

/**
 * What a file holds. A workflow of ours keeps its text to the letter; what comes from elsewhere is made anew. Failures:
 * `not_json`, `unknown_document`, and those of the importers.
 */
export function readImport(file: PickedFile): Result<Imported & { readonly text: string | null }, Failure> {
  const value = readJson(file.text);
  if (value === undefined) return err(userFailure('not_json', text.unreadable(file.name)));
  const own = readText(file.text, null);
  if (own.workflow && own.isWhole) {
    const imported = importMillrace(own.workflow, new Map(), 'replace');
    return ok({ ...imported, text: file.text });
  }
  const foreign = isJsonObject(value) && isJsonObject(value.workflow) ? importWfInstances(value) : null;
  if (foreign?.ok) return ok({ ...foreign.value, text: null });
  return err(foreign ? foreign.failure : userFailure('unknown_document', text.unknown(file.name)));
}
