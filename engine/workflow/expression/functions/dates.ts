import type { FunctionDefinition } from './definition.ts';

export const dateFunctions: readonly FunctionDefinition[] = [];
