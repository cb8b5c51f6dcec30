import type { ReactNode } from 'react';
import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Control, Field } from '../fields/field.ts';
import type { Change } from './use-draft.ts';

export type ControlProps<K extends Control['kind'] = Control['kind']> = {
  readonly control: Extract<Control, { kind: K }>;
  readonly value: Json | undefined;
  readonly onChange: Change;
  /** What counts while nothing is set; shown as a placeholder. */
  readonly fallback: Json | undefined;
  /** Shown in an empty field that has no default. */
  readonly example?: string | undefined;
  /** Where the value stands, from the document's root. */
  readonly owner: JsonPath;
  readonly title: string;
  readonly id: string;
  readonly labelId: string;
  readonly describedBy: string | undefined;
  readonly isRequired: boolean;
  readonly isInvalid: boolean;
  /** Below the thing that is edited: `['with', 'url']`. */
  readonly at: JsonPath;
  /** Shows a field within this one. */
  readonly renderField: (props: FieldRowProps & { readonly key: string }) => ReactNode;
};

export type FieldRowProps = {
  readonly field: Field;
  readonly value: Json | undefined;
  /** Below the thing that is edited: `['with', 'url']`. */
  readonly at: JsonPath;
  /** Sets the value; by default in the document, at `at`. */
  readonly onChange?: Change;
  /** Texts are expressions without braces. */
  readonly isBare?: boolean;
  /** Expressions stand inside of the group that is edited. */
  readonly isInside?: boolean;
  /** The value is written out, never worked out when the task runs. */
  readonly isFixed?: boolean;
  /** The list whose items expressions see. */
  readonly items?: Json | undefined;
};
