import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { fileWriteCsv } from '../file-write-csv/execute.ts';
import { createTestContext } from '../testing/context.ts';
import { outputOf } from '../testing/run-task.ts';
import { fileReadCsv } from './execute.ts';

const blocks = 400;
const rowsPerBlock = 4000;

function* generateCsv(): Generator<string> {
  yield 'id,name,amount,note,text\n';
  for (let block = 0; block < blocks; block += 1) {
    let text = '';
    for (let row = 0; row < rowsPerBlock; row += 1) {
      const id = block * rowsPerBlock + row;
      text += `${id},"Customer ${id}, Ltd",${id % 1000}.25,"said ""hello"" and left",${'x'.repeat(40)}\n`;
    }
    yield text;
  }
}

/** The most that resident memory grew while `work` ran, in bytes; sampled whenever the event loop turns. */
async function peakGrowth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  try {
    await work();
  } finally {
    clearInterval(sampler);
  }
  return peak - before;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

it('streams a CSV of 150 MB to JSON lines and back without holding it', async () => {
  const context = createTestContext();
  const at = (name: string) => join(context.files.folder, name);
  const rows = blocks * rowsPerBlock;
  await pipeline(Readable.from(generateCsv(), { objectMode: true }), createWriteStream(at('big.csv')));
  try {
    expect(statSync(at('big.csv')).size).toBeGreaterThan(150_000_000);

    const reading = await peakGrowth(async () => {
      expect(await outputOf(fileReadCsv, { path: 'big.csv', saveTo: 'big.jsonl' }, context)).toEqual({ path: 'big.jsonl', rows });
    });
    const writing = await peakGrowth(async () => {
      expect(await outputOf(fileWriteCsv, { path: 'again.csv', from: 'big.jsonl' }, context)).toEqual({ path: 'again.csv', rows });
    });

    expect(reading).toBeLessThan(100_000_000);
    expect(writing).toBeLessThan(100_000_000);
    expect(await hashOf(at('again.csv'))).toBe(await hashOf(at('big.csv')));
  } finally {
    rmSync(context.files.folder, { recursive: true });
  }
}, 300_000);
