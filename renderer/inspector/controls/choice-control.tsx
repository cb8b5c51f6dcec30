import { messages } from '../../messages/messages.ts';
import { Select } from '../../ui/select.tsx';
import type { ControlProps } from '../form/control-props.ts';

/** Nothing that a manifest may name as an option. */
const nothing = '\u0000';

export function ChoiceControl({
  control,
  value,
  onChange,
  fallback,
  id,
  title,
  labelId,
  describedBy,
  isRequired,
  isInvalid,
}: ControlProps<'choice'>) {
  const words = messages.inspector;
  const named = control.options.map((option) => ({
    ...option,
    label: option.value === fallback ? words.defaultChoice(option.label) : option.label,
  }));
  const canBeUnset = !isRequired && fallback === undefined;
  const options = canBeUnset ? [{ value: nothing, label: words.notSet }, ...named] : named;
  const chosen = typeof value === 'string' ? value : typeof fallback === 'string' ? fallback : canBeUnset ? nothing : null;
  return (
    <Select
      id={id}
      label={title}
      labelId={labelId}
      describedBy={describedBy}
      isInvalid={isInvalid}
      value={chosen}
      isQuiet={value === undefined}
      choices={options}
      onChange={(next) => onChange(next === nothing ? undefined : next)}
    />
  );
}
