import { workflowSchema } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import type { Control, Field } from '../fields/field.ts';
import { fieldsOf } from '../fields/read-fields.ts';
import { definitionOf, unwrap } from '../fields/schema-definition.ts';

const words = messages.inspector.trigger;

function options(of: { readonly [value: string]: string }): Control {
  return { kind: 'choice', options: Object.entries(of).map(([value, label]) => ({ value, label })) };
}

const changes: { readonly [name: string]: Partial<Field> } = {
  schedule: { title: words.schedule, description: words.scheduleHelp, control: { kind: 'text', look: 'mono', allowsEmpty: false } },
  timezone: { title: words.timezone, description: '', fallback: 'UTC', control: { kind: 'text', look: 'mono', allowsEmpty: false } },
  misfire: { title: words.misfire, description: '', fallback: 'once', control: options(words.misfires) },
  catchUpWindow: { title: words.catchUpWindow, fallback: '1d', control: { kind: 'text', look: 'duration', allowsEmpty: false } },
  overlap: { title: words.overlap, description: '', fallback: 'skip', control: options(words.overlaps) },
  enabled: { title: words.enabled, description: '', fallback: true },
  inputs: { title: words.inputs, description: words.inputsHelp, control: { kind: 'table', isText: false } },
  description: { title: words.description, control: { kind: 'multiline', isAny: false } },
};

/** The fields of a schedule, by name. */
export const triggerFields: { readonly [name: string]: Field } = Object.fromEntries(
  triggerSchemaFields().map((field) => [field.name, { ...field, ...changes[field.name] }]),
);

function triggerSchemaFields(): readonly Field[] {
  const triggers = definitionOf(unwrap(workflowSchema.shape.triggers).schema).valueType;
  return triggers ? fieldsOf(triggers) : [];
}
