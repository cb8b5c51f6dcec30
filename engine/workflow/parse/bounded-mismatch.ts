import { inputMismatch } from '../input-value.ts';
import { patternWeight } from '../pattern-weight.ts';
import type { Input } from '../schema.ts';

/** States of a pattern times characters of a text. */
const mostSteps = 5_000_000;

/**
 * `inputMismatch` for all values of one document: when its patterns have taken too many steps, the others are left to the start of a
 * run, which checks every value again.
 */
export function boundedMismatch(): typeof inputMismatch {
  let steps = 0;
  return (input, value) => {
    if (input.pattern === undefined || typeof value !== 'string') return inputMismatch(input, value);
    const cost = patternWeight(input.pattern) * (value.length + 10);
    if (steps + cost > mostSteps) return inputMismatch(withoutPattern(input), value);
    steps += cost;
    return inputMismatch(input, value);
  };
}

function withoutPattern({ pattern: _, ...input }: Input): Input {
  return input;
}
