// Blobs and the cache on a disk that fails at any one call, and that forgets at a loss of power what was not synced.
import { describe, expect, it } from 'vitest';
import { createFileBlobs } from './blobs-file.ts';
import { createFileCacheStore } from './cache-file.ts';
import { seededRandom } from './testing/seeded-random.ts';
import { createSimulatedDisk, type Fault, type SimulatedDisk } from './testing/simulated-disk.ts';

const contents = ['a', 'b', 'c'].map((letter) => Buffer.from(letter.repeat(5000)));
const key = (letter: string) => letter.repeat(64);

type Acknowledged = { readonly blobs: Map<string, Buffer>; readonly removed: Set<string>; readonly results: Map<string, number> };

const nothing = (): Acknowledged => ({ blobs: new Map(), removed: new Set(), results: new Map() });

/** Writes, reads and removes values; what is refused is not acknowledged. */
async function live({ files }: SimulatedDisk, known: Acknowledged): Promise<void> {
  const blobs = createFileBlobs({ folder: '/data/blobs', now: () => 0, files });
  const cache = createFileCacheStore({ folder: '/data/cache', files });
  for (const [index, content] of contents.entries()) {
    // Twice at once: neither may be told before the value is on disk.
    const puts = [1, 2].map(() =>
      blobs.put(content, 'text/plain').then(
        ({ hash }) => known.blobs.set(hash, content),
        () => undefined,
      ),
    );
    await Promise.all(puts);
    const result = { output: { kind: 'value', value: index }, at: index } as const;
    await cache.put(key(String(index)), result).then(
      () => known.results.set(key(String(index)), index),
      () => undefined,
    );
  }
  const [first] = known.blobs.keys();
  if (first === undefined) return;
  known.blobs.delete(first);
  known.removed.add(first);
  await blobs.remove(first, 1).catch(() => undefined);
}

async function expectKept({ files }: SimulatedDisk, known: Acknowledged, where: string): Promise<void> {
  const blobs = createFileBlobs({ folder: '/data/blobs', now: () => 0, files });
  const cache = createFileCacheStore({ folder: '/data/cache', files });
  for (const [hash, content] of known.blobs) {
    const found = await blobs.get(hash);
    expect(found && Buffer.compare(found, content), where).toBe(0);
  }
  for (const [result, at] of known.results) expect(await cache.get(result), where).toMatchObject({ at });
}

const faults: readonly [string, Fault][] = [
  ['a short write', 'short'],
  ['no space, half of it written', { code: 'ENOSPC', isPartial: true }],
  ['an input/output error', { code: 'EIO' }],
  ['a refusal', { code: 'EACCES' }],
  ['a read-only file system', { code: 'EROFS' }],
  ['too many open files', { code: 'EMFILE' }],
];

describe.each(faults)('%s at any one call to the disk', (_, fault) => {
  it('loses no value that was acknowledged, and is over when it is', async () => {
    let isReached = true;
    for (let failing = 1; isReached; failing += 1) {
      const disk = createSimulatedDisk();
      const known = nothing();
      disk.beforeCall = ({ number }) => (number === failing ? fault : null);
      await live(disk, known);
      isReached = disk.calls() >= failing;
      disk.beforeCall = () => null;
      await expectKept(disk, known, `call ${failing}`);

      const after = nothing();
      await live(disk, after);
      expect(after.blobs.size + after.removed.size).toBe(contents.length);
      await expectKept(disk, after, `call ${failing}, and a life later`);
    }
  });
});

describe('a loss of power', () => {
  it('at any moment loses no value that was acknowledged, and gives none that is not what was written', async () => {
    let acknowledged = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seededRandom(seed);
      const disk = createSimulatedDisk();
      const known = nothing();
      const last = disk.calls() + Math.floor(random() * 90);
      disk.beforeCall = ({ number }) => (number > last ? { code: 'EIO', isPartial: random() < 0.5 } : null);
      await live(disk, known);
      disk.beforeCall = () => null;
      disk.losePower(random);
      await expectKept(disk, known, `seed ${seed}`);
      acknowledged += known.blobs.size + known.results.size;
    }
    expect(acknowledged).toBeGreaterThan(300);
  });
});
