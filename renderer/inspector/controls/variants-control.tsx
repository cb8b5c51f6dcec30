import { isJsonObject } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { Select } from '../../ui/select.tsx';
import { variantValue } from '../fields/variant-value.ts';
import type { ControlProps } from '../form/control-props.ts';
import styles from './controls.module.css';
import { objectField } from './object-control.tsx';

const none = '\u0000';

/** One of several kinds of objects: which one, then its fields. */
export function VariantsControl(props: ControlProps<'variants'>) {
  const { control, value, onChange, title, id, describedBy, isRequired, isInvalid } = props;
  const words = messages.inspector;
  const object = isJsonObject(value) ? value : {};
  const chosen = control.variants.find((variant) => variant.value === object[control.tag]);
  const choices = isRequired ? control.variants : [{ value: none, label: words.none }, ...control.variants];
  return (
    <>
      <Select
        id={id}
        label={words.chooseKind(title)}
        describedBy={describedBy}
        isInvalid={isInvalid}
        isQuiet={!chosen}
        value={chosen?.value ?? (isRequired ? null : none)}
        placeholder={words.none}
        choices={choices}
        onChange={(next) => onChange(next === none ? undefined : variantValue(control, next, value))}
      />
      {chosen && chosen.fields.length > 0 ? (
        <div key={chosen.value} className={styles.nested}>
          {chosen.fields.map((field) => objectField(field, { ...props, keepsEmpty: true }))}
        </div>
      ) : null}
    </>
  );
}
