import { isJsonObject, type Json, type JsonObject } from '../../../engine/workflow/json.ts';
import { withField } from '../fields/entries.ts';
import type { Field } from '../fields/field.ts';
import type { ControlProps } from '../form/control-props.ts';
import styles from './controls.module.css';

/** The fields of an object within a field. */
export function ObjectControl({ control, isRequired, ...props }: ControlProps<'object'>) {
  return <div className={styles.nested}>{control.fields.map((field) => objectField(field, { ...props, keepsEmpty: isRequired }))}</div>;
}

type Holder = Pick<ControlProps, 'value' | 'onChange' | 'at' | 'renderField'> & {
  /** An object without fields stays one. */
  readonly keepsEmpty: boolean;
};

/** A field of an object: setting it sets the object. */
export function objectField(field: Field, { value, onChange, at, renderField, keepsEmpty }: Holder) {
  const object: JsonObject = isJsonObject(value) ? value : {};
  const { name } = field;
  const set = (next: Json | undefined) => {
    const changed = withField(object, name, next);
    return onChange(Object.keys(changed).length === 0 && !keepsEmpty ? undefined : changed);
  };
  return renderField({ key: name, field, at: [...at, name], value: Object.hasOwn(object, name) ? object[name] : undefined, onChange: set });
}
