import { setAtPath } from '../../engine/workflow/edit/json-path.ts';
import { own, renameKeys, withoutEntries } from '../../engine/workflow/edit/record.ts';
import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../engine/workflow/json.ts';
import type { JsonPath, ProblemFix } from '../../engine/workflow/problem.ts';
import { err, type Result } from '../../engine/workflow/result.ts';
import { messages } from '../messages/messages.ts';

/** A document with the remedy of a problem applied, whether it fits the format or not. Failures: `fix_outdated`, `invalid_path`. */
export function fixedValue(root: Json, fix: ProblemFix): Result<Json, Failure> {
  const holderPath = fix.path.slice(0, -1);
  const holder = changedHolder(valueAt(root, holderPath), fix);
  if (holder === undefined) return err(userFailure('fix_outdated', messages.document.fixOutdated));
  // Nothing is taken away at that path, so that there is a value afterwards.
  return setAtPath(root, holderPath, holder) as Result<Json, Failure>;
}

/** The list or object that holds what is mended; undefined when there is nothing to mend any more. */
function changedHolder(holder: Json | undefined, fix: ProblemFix): Json | undefined {
  const key = fix.path.at(-1);
  if (key === undefined) return undefined;
  if (Array.isArray(holder)) return changedList(holder, Number(key), fix);
  return isJsonObject(holder) ? changedObject(holder, String(key), fix) : undefined;
}

function changedList(list: readonly Json[], at: number, fix: ProblemFix): Json | undefined {
  if (fix.action === 'rename' || !(at in list)) return undefined;
  if (fix.action === 'remove') return list.filter((_, index) => index !== at);
  return list.map((item, index) => (index === at ? (fix.value as Json) : item));
}

function changedObject(object: JsonObject, name: string, fix: ProblemFix): Json | undefined {
  if (fix.action === 'replace') return { ...object, [name]: fix.value as Json };
  if (own(object, name) === undefined) return undefined;
  if (fix.action === 'remove') return withoutEntries(object, new Set([name]));
  return renameKeys(object, (key) => (key === name ? fix.name : key));
}

function valueAt(root: Json, path: JsonPath): Json | undefined {
  let at: Json | undefined = root;
  for (const key of path) {
    if (Array.isArray(at)) at = at[Number(key)];
    else at = isJsonObject(at) ? own(at, String(key)) : undefined;
  }
  return at;
}
