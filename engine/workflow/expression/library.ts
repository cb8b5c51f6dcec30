// Every function of the language: what it is called, what it does, and an example that the tests run.
import { conversionFunctions } from './functions/conversions.ts';
import { dateFunctions } from './functions/dates.ts';
import type { FunctionDefinition, FunctionEntry } from './functions/definition.ts';
import { encodingFunctions } from './functions/encodings.ts';
import { listFunctions } from './functions/lists.ts';
import { mapFunctions } from './functions/maps.ts';
import { numberFunctions } from './functions/numbers.ts';
import { patternFunctions } from './functions/patterns.ts';
import { textFunctions } from './functions/texts.ts';
import { specialForms } from './special-forms.ts';

const definitions: readonly FunctionDefinition[] = [
  ...textFunctions,
  ...listFunctions,
  ...mapFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...conversionFunctions,
  ...encodingFunctions,
  ...patternFunctions,
];

const byName: ReadonlyMap<string, FunctionDefinition> = new Map(definitions.map((definition) => [definition.name, definition]));

export function findFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name);
}

/** All functions and forms, for documentation and completion. A call `f(x, y)` may also be written `x.f(y)`. */
export const expressionFunctions: readonly FunctionEntry[] = [...specialForms, ...definitions].map(
  ({ name, signature, description, example, result, arity, returns }) => ({
    name,
    signature,
    description,
    example,
    result,
    arity,
    returns,
  }),
);
