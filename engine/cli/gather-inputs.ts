// Inputs from the command line: a file, then single values, each read as its declared type.
import { coerceInputText, unknownInputs } from '../workflow/inputs.ts';
import { isJsonObject, type Json, type JsonObject } from '../workflow/json.ts';
import type { Workflow } from '../workflow/schema.ts';
import { CliError } from './cli-error.ts';
import { splitAssignment } from './command.ts';
import { readJsonFile } from './documents.ts';

type InputOptions = { readonly input?: readonly string[]; readonly inputs?: string };

const limitBytes = 64 * 1024 * 1024;

/** What was given, without defaults; values of a file are taken as they are and checked when the run starts. */
export async function gatherInputs(workflow: Pick<Workflow, 'inputs'>, options: InputOptions): Promise<JsonObject> {
  const fromFile = options.inputs === undefined ? {} : await readJsonFile(options.inputs, limitBytes);
  if (!isJsonObject(fromFile)) throw new CliError(`${options.inputs} must hold a JSON object with inputs by name.`);
  const pairs = (options.input ?? []).map((text) => splitAssignment(text, '--input'));
  const declared = workflow.inputs ?? {};
  const messages: string[] = unknownInputs(declared, { ...fromFile, ...Object.fromEntries(pairs) }).map(({ message }) => message);
  const values = pairs.flatMap(([name, text]): [string, Json][] => {
    const input = Object.hasOwn(declared, name) ? declared[name] : undefined;
    const coerced = input && coerceInputText(input, text);
    if (coerced && !coerced.ok) messages.push(`Input \`${name}\` ${coerced.failure}.`);
    return coerced?.ok ? [[name, coerced.value]] : [];
  });
  if (messages.length > 0) throw new CliError(messages.join('\n'));
  return { ...fromFile, ...Object.fromEntries(values) };
}
