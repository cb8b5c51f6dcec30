import { workflowSchema } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import type { Control, Field } from '../fields/field.ts';
import { fieldsOf } from '../fields/read-fields.ts';

const words = messages.inspector.workflow;
const list: Control = { kind: 'list', isText: true, mayBeSingle: false };
const table: Control = { kind: 'table', isText: false };
const all = new Map(fieldsOf(workflowSchema).map((field) => [field.name, field]));

function one(name: string, change: Partial<Field>): Field {
  return { name, title: name, description: '', isRequired: false, examples: [], control: { kind: 'json' }, ...all.get(name), ...change };
}

function inside(name: string): readonly Field[] {
  const control = all.get(name)?.control;
  return control?.kind === 'object' ? control.fields : [];
}

function named(fields: readonly Field[], changes: { readonly [name: string]: Partial<Field> }): readonly Field[] {
  return fields.map((field) => ({ ...field, ...changes[field.name] }));
}

/** The fields of the workflow itself. */
export const workflowFields = {
  description: one('description', { title: words.description, description: '', control: { kind: 'multiline', isAny: false } }),
  tags: one('tags', { title: words.tags, control: list }),
  inputs: one('inputs', { title: words.inputs, description: words.inputsHelp, control: { kind: 'inputs' } }),
  outputs: one('outputs', { title: words.outputs, description: words.outputsHelp, control: table }),
  timeout: one('timeout', {
    title: words.timeout,
    description: words.timeoutHelp,
    control: { kind: 'text', look: 'duration', allowsEmpty: false },
  }),
} satisfies { readonly [name: string]: Field };

export const concurrencyFields: readonly Field[] = named(inside('concurrency'), {
  limit: { title: words.concurrencyLimit, description: '' },
  overflow: {
    title: words.overflow,
    description: '',
    fallback: 'queue',
    control: { kind: 'choice', options: Object.entries(words.overflows).map(([value, label]) => ({ value, label })) },
  },
});

export const permissionFields: readonly Field[] = named(inside('permissions'), {
  folders: { title: words.folders, control: list },
  hosts: { title: words.hosts, control: list },
  commands: { title: words.commands, control: list },
  secrets: { title: words.secrets, control: list },
});
