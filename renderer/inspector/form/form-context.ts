// What the fields of a form work with: where its values stand in the document, and how they are set.
import { createContext, useContext } from 'react';
import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath, Problem } from '../../../engine/workflow/problem.ts';

export type FormContext = {
  /** Of the thing that is edited, from the document's root: `['tasks', 'fetch']`. */
  readonly root: JsonPath;
  /** Path of the task that expressions belong to; '' for the workflow itself. */
  readonly taskPath: string;
  /** Sets the value at a path below the root, or takes it away; says why it cannot be set, or null. `title` names it in the Edit menu. */
  readonly set: (at: JsonPath, value: Json | undefined, title: string) => string | null;
  /** Problems of the thing that is edited; paths from the document's root. */
  readonly problems: readonly Problem[];
};

const Context = createContext<FormContext | null>(null);

export const FormProvider = Context.Provider;

export function useForm(): FormContext {
  const form = useContext(Context);
  if (form === null) throw new Error('useForm outside of FormProvider');
  return form;
}
