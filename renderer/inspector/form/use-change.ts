import { useState } from 'react';
import { equalJson } from '../../../engine/workflow/equal.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Field } from '../fields/field.ts';
import { useForm } from './form-context.ts';
import { reasonOf } from './problems-at.ts';

/**
 * Sets the value of a field. What says the same as its absence is left out of the document. `refused` says why the last value could not
 * be set, until the field has another one.
 */
export function useChange(
  field: Field,
  value: Json | undefined,
  at: JsonPath,
  onChange: ((value: Json | undefined) => string | null) | undefined,
) {
  const { set } = useForm();
  const [fault, setFault] = useState<{ readonly message: string; readonly value: Json | undefined } | null>(null);

  function change(wanted: Json | undefined): string | null {
    const next = saysNothing(field, wanted) ? undefined : wanted;
    const failure = onChange ? onChange(next) : set(at, next, field.title);
    setFault(failure === null ? null : { message: reasonOf(failure), value });
    return failure;
  }

  return { change, refused: fault !== null && fault.value === value ? fault.message : null };
}

function saysNothing({ isRequired, fallback, control }: Field, value: Json | undefined): boolean {
  if (isRequired || value === undefined) return false;
  const isSimple = control.kind === 'boolean' || control.kind === 'choice';
  return isSimple && fallback !== undefined && equalJson(value, fallback);
}
