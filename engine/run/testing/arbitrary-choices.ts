import type { Workflow } from '../../workflow/schema.ts';
import { testCatalog } from '../../workflow/testing/catalog.ts';
import type { PinnedResult, RunChoices } from '../event.ts';
import { compileProgram } from '../program.ts';
import { pathsIn } from '../program-paths.ts';
import { fractionOf } from '../retry.ts';
import { storedValue } from '../stored-value.ts';

/** Choices of all kinds for a workflow, about every third task being chosen for something; they depend on nothing but the seed. */
export function choicesFor(workflow: Workflow, seed: number): RunChoices {
  const paths = [...pathsIn(compileProgram(workflow, testCatalog).root)];
  const isChosen = (what: string, path: string, share: number) => fractionOf(`${seed} ${what} ${path}`) < share;
  const last = paths[Math.floor(fractionOf(`${seed} up to`) * paths.length)];
  const pinned = paths.filter((path) => isChosen('pin', path, 0.15));
  const breakpoints = paths.filter((path) => isChosen('break', path, 0.3));
  return {
    ...(last !== undefined && seed % 2 === 0 ? { upTo: last } : {}),
    ...(breakpoints.length === 0 ? {} : { breakpoints }),
    ...(pinned.length === 0 ? {} : { pinned: Object.fromEntries(pinned.map((path) => [path, result(path)])) }),
  };
}

function result(path: string): PinnedResult {
  return { output: storedValue(path), run: 'earlier', path };
}
