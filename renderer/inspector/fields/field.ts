// A form as data: what a schema says about each field, in the terms of the controls that edit it.
import type { Json } from '../../../engine/workflow/json.ts';

export type Option = { readonly value: string; readonly label: string; readonly description?: string };

/** How values are edited. Each control shows the values that `fits` (in fits.ts) says it can show; all others are edited as JSON. */
export type Control =
  /** Text that may hold expressions. `allowsEmpty`: the empty text means something else than no text. */
  | { readonly kind: 'text'; readonly look: 'plain' | 'mono' | 'path' | 'duration'; readonly allowsEmpty: boolean }
  /** Several lines. `isAny`: lists and objects are taken, too, written as JSON. */
  | { readonly kind: 'multiline'; readonly isAny: boolean }
  | { readonly kind: 'code' }
  | { readonly kind: 'secret' }
  | { readonly kind: 'number'; readonly isInteger: boolean; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  /** Meant for one expression; true, false and numbers are taken as they are. */
  | { readonly kind: 'expression' }
  | { readonly kind: 'json' }
  /** `isText`: entries are texts, whatever they look like. `mayBeSingle`: one entry may stand without its list. */
  | { readonly kind: 'list'; readonly isText: boolean; readonly mayBeSingle: boolean }
  | { readonly kind: 'table'; readonly isText: boolean }
  | { readonly kind: 'object'; readonly fields: readonly Field[] }
  /** One of several objects, told apart by the value of `tag`. */
  | { readonly kind: 'variants'; readonly tag: string; readonly variants: readonly Variant[] }
  /** Inputs of a workflow, or of a form to be filled in. */
  | { readonly kind: 'inputs' };

export type Variant = Option & { readonly fields: readonly Field[] };

export type Field = {
  readonly name: string;
  readonly title: string;
  /** With code in backticks. */
  readonly description: string;
  readonly isRequired: boolean;
  /** What counts while nothing is set. */
  readonly fallback?: Json;
  readonly examples: readonly Json[];
  readonly control: Control;
};
