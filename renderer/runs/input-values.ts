// What a person types into the run form, and the inputs it stands for.
import type { Json, JsonObject } from '../../engine/workflow/json.ts';
import type { Input, Workflow } from '../../engine/workflow/schema.ts';
import { messages } from '../messages/messages.ts';

const text = messages.runs.form;

/** The control of an input: `switch` for booleans, `choice` for enumerations, `json` for lists and objects. */
export type InputControl = 'text' | 'multiline' | 'number' | 'switch' | 'choice' | 'json';

export function controlOf(input: Input): InputControl {
  if (input.enum) return 'choice';
  if (input.type === 'boolean') return 'switch';
  if (input.type === 'integer' || input.type === 'number') return 'number';
  if (input.type === 'array' || input.type === 'object') return 'json';
  return input.format === 'multiline' ? 'multiline' : 'text';
}

/** As text in its control; a default with an expression is left to the engine. */
export function startText(input: Input): string {
  const value = input.default as Json | undefined;
  if (value === undefined || (typeof value === 'string' && value.includes('{{'))) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function isRequired(input: Input): boolean {
  return input.required ?? input.default === undefined;
}

export type FormValues = { readonly [name: string]: string };

export type ReadForm = { readonly inputs: JsonObject; readonly problems: { readonly [name: string]: string } };

/** The inputs that the texts stand for; an empty text is no value. The engine checks the rest. */
export function readForm(inputs: NonNullable<Workflow['inputs']>, values: FormValues): ReadForm {
  const read: { [name: string]: Json } = {};
  const problems: { [name: string]: string } = {};
  for (const [name, input] of Object.entries(inputs)) {
    const typed = values[name] ?? startText(input);
    if (typed === '') {
      if (isRequired(input)) problems[name] = text.missing;
      continue;
    }
    const value = readOne(input, typed);
    if (value.problem === null) read[name] = value.value;
    else problems[name] = value.problem;
  }
  return { inputs: read, problems };
}

type ReadValue = { readonly value: Json; readonly problem: null } | { readonly problem: string };

function readOne(input: Input, typed: string): ReadValue {
  const control = controlOf(input);
  if (control === 'text' || control === 'multiline') return { value: typed, problem: null };
  if (control === 'choice')
    return { value: (input.enum ?? []).find((choice) => choiceText(choice as Json) === typed) as Json, problem: null };
  if (control === 'number') {
    const value = Number(typed);
    return Number.isFinite(value) ? { value, problem: null } : { problem: text.badNumber };
  }
  try {
    return { value: JSON.parse(typed) as Json, problem: null };
  } catch {
    return { problem: text.badJson };
  }
}

export function choiceText(choice: Json): string {
  return typeof choice === 'string' ? choice : JSON.stringify(choice);
}
