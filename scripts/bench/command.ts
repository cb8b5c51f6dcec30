import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figure, sample } from './figure.ts';

const targetMs = 400;

/** `millrace run` of one task that does nothing, as a whole process, from its start to its end. Needs `npm run build` before. */
export async function measureCommand(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const file = join(folder, 'workflow.json');
  await writeFile(file, JSON.stringify({ format: 1, id: 'noop', tasks: { nothing: { type: 'data.set', with: { values: {} } } } }));
  const command = [join(process.cwd(), 'dist/cli/millrace.js'), 'run', file, '--data-dir', join(folder, 'data'), '--json'];
  const values = await sample(11, 2, () => {
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`millrace run ended with ${status}: ${stderr}`);
  });
  await rm(folder, { recursive: true });
  return [figure({ name: 'millrace run of one no-op, whole process', unit: 'ms', target: targetMs, values })];
}
