import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCli } from './testing/cli.ts';

const cli = useCli();

describe('millrace runs', () => {
  it('finds runs by state, trigger, time and words, page by page, and counts them', async () => {
    const dataDir = ['--data-dir', join(cli.folder(), 'data')];
    const tasks = { a: { type: 'data.set', with: { values: { n: '{{ 1 / inputs.by }}' } } } };
    const file = await cli.write('divide.json', { format: 1, id: 'divide', inputs: { by: { type: 'integer' } }, tasks });
    for (const by of [4711, 0, 2]) await cli.run(['run', file, '-i', `by=${by}`, ...dataDir]);
    const list = async (...options: string[]) => JSON.parse((await cli.run(['runs', 'list', '--json', ...options, ...dataDir])).stdout);

    expect((await list()).runs).toHaveLength(3);
    expect((await list('--status', 'failed,canceled')).runs).toMatchObject([{ status: 'failed' }]);
    expect((await list('--text', '4711', '--trigger', 'manual', '--since', '1h')).runs).toHaveLength(1);
    expect((await list('--until', '2026-01-01')).runs).toEqual([]);
    const first = await list('--limit', '2');
    const rest = await list('--limit', '2', '--before', first.next);
    expect(new Set([...first.runs, ...rest.runs].map(({ id }: { id: string }) => id)).size).toBe(3);
    expect(rest.next).toBeNull();

    const counted = JSON.parse((await cli.run(['runs', 'stats', '-w', 'divide', '--json', ...dataDir])).stdout);
    expect(counted).toMatchObject({
      runs: 3,
      counts: { failed: 1, succeeded: 2 },
      workflows: [{ workflow: 'divide', tasks: [{ path: 'a' }] }],
    });
    const shown = (await cli.run(['runs', 'stats', '--workflow', 'divide', ...dataDir])).stdout.split('\n');
    expect(shown[0]).toMatch(/^workflow +count +success +p50 +p90 +p99 +longest$/);
    expect(shown[1]).toMatch(/^divide +3 +66\.7 % .* 1 failed, 2 succeeded$/);
    expect(shown[4]).toMatch(/^a +3 +66\.7 % /);
    const refused = await cli.run(['runs', 'list', '--since', 'yesterday', ...dataDir]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('how long ago')]);
  });
});
