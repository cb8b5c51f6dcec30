import { type Input, inputSchema } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import type { Field } from './field.ts';
import { fieldsOf } from './read-fields.ts';

const bounds: { readonly [type in Input['type']]: readonly string[] } = {
  string: ['format', 'enum', 'minLength', 'maxLength', 'pattern'],
  integer: ['minimum', 'maximum', 'enum'],
  number: ['minimum', 'maximum', 'enum'],
  boolean: [],
  array: ['minItems', 'maxItems'],
  object: [],
};

const before = ['type', 'title', 'description', 'default', 'required'];

/** The fields of an input that mean something for its type. */
export function inputFields(type: Input['type']): readonly Field[] {
  const words = messages.inspector.input;
  const all = new Map(fieldsOf(inputSchema).map((field) => [field.name, field]));
  return [...before, ...(bounds[type] ?? [])].flatMap((name) => {
    const field = all.get(name);
    const title = (words as { readonly [name: string]: unknown })[name];
    return field ? [withControl({ ...field, title: typeof title === 'string' ? title : field.title })] : [];
  });
}

function withControl(field: Field): Field {
  const words = messages.inspector.input;
  switch (field.name) {
    case 'type':
      return {
        ...field,
        description: '',
        control: { kind: 'choice', options: Object.entries(words.types).map(([value, label]) => ({ value, label })) },
      };
    case 'description':
      return { ...field, control: { kind: 'multiline', isAny: false } };
    case 'enum':
      return { ...field, control: { kind: 'list', isText: false, mayBeSingle: false } };
    case 'required':
      return { ...field, description: words.requiredHelp };
    default:
      return field;
  }
}

/** Without the fields that mean nothing for its new type. */
export function retyped(input: { readonly [name: string]: unknown }, type: Input['type']): { readonly [name: string]: unknown } {
  const kept = new Set([...before, ...bounds[type]]);
  const { default: _default, enum: _enum, ...others } = input;
  return { ...Object.fromEntries(Object.entries(others).filter(([name]) => kept.has(name))), type };
}
