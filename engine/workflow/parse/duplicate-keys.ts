import { visit } from 'jsonc-parser';
import { limits } from '../limits.ts';
import type { JsonPath } from '../problem.ts';
import { error, type Findings } from './finding.ts';
import { positionsIn } from './locate.ts';
import { tooDeep } from './read-text.ts';
import { countText, mostKeys } from './scan-text.ts';

/**
 * Keys that are defined twice, in valid JSON text whose value has `keys` of them: only then the text has more. False when what was lost
 * by it nests too deep to be looked at.
 */
export function checkKeys(text: string, keys: number, findings: Findings): boolean {
  if (mostKeys(text) === keys) return true;
  const counts = countText(text);
  if (counts.keys === keys) return true;
  const isTooDeep = counts.depth > limits.jsonDepth;
  if (isTooDeep) findings.add(tooDeep());
  else findDuplicates(text, findings);
  return !isTooDeep;
}

/** Every key that its object has already, at its second and later places. */
function findDuplicates(text: string, findings: Findings): void {
  const positions = positionsIn(text);
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectEnd: () => {
      open.pop();
    },
    onObjectProperty: (key, offset, length, _line, _column, pathSupplier) => {
      const keys = open.at(-1);
      if (keys?.has(key) && !findings.isFull) {
        const path = [...pathSupplier(), key];
        const finding = error(
          'duplicate_key',
          path,
          `${nameOf(path)} is defined twice. Keep one of the two, or give this one another name.`,
        );
        findings.add({ ...finding, range: positions.range(offset, offset + length) });
      }
      keys?.add(key);
    },
  });
}

function nameOf(path: JsonPath): string {
  const kinds: { readonly [collection: string]: string } = {
    tasks: 'Task',
    triggers: 'Trigger',
    inputs: 'Input',
    tests: 'Test',
    hooks: 'Hook',
  };
  const collection = String(path.at(-2) ?? '');
  const kind = path.length % 2 === 0 && Object.hasOwn(kinds, collection) ? kinds[collection] : 'Field';
  return `${kind} \`${path.at(-1)}\``;
}
