// Checks real recordings where they are at hand: MILLRACE_CORPORA names a folder with `wfinstances/oracle.json`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../duration.ts';
import { criticalPath } from '../graph/critical-path.ts';
import { scopeGraph } from '../graph/scope-graph.ts';
import { importWfInstances } from './wfinstances.ts';

type Expected = { file: string; tasks: number; edges: number; work_s: number; critical_path_s: number };

const folder = process.env.MILLRACE_CORPORA ? join(process.env.MILLRACE_CORPORA, 'wfinstances') : null;
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(folder as string, file), 'utf8'));

describe.runIf(folder)('the recorded workflows of WfInstances', () => {
  it('are imported with every task, edge and second', () => {
    for (const expected of readJson('oracle.json') as Expected[]) {
      const result = importWfInstances(readJson(expected.file));
      if (!result.ok) throw new Error(`${expected.file}: ${result.failure.message}`);
      const { workflow, report } = result.value;
      const durationMs = (id: string) => parseDuration(String(workflow.tasks[id]?.with?.for)) ?? Number.NaN;
      const workMs = Object.keys(workflow.tasks).reduce((sum, id) => sum + durationMs(id), 0);

      expect({ file: expected.file, ...report }).toEqual({
        file: expected.file,
        tasks: expected.tasks,
        edges: expected.edges,
        warnings: [],
      });
      expect(Math.abs(workMs / 1000 - expected.work_s)).toBeLessThan(0.001 * expected.tasks);
      const longest = criticalPath(scopeGraph(workflow.tasks), durationMs);
      expect(longest.lengthMs / 1000).toBeCloseTo(expected.critical_path_s, 1);
    }
  });
});
