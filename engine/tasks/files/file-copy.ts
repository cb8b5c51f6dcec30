import type { Files } from '../../ports.ts';
import { writeAtomically } from './atomic-file.ts';
import { checkAborted, fileFailure } from './file-failure.ts';
import type { IfExists } from './file-parameters.ts';
import { openForReading } from './open-file.ts';

const chunkBytes = 1024 * 1024;

export type FileCopy = {
  readonly files: Files;
  readonly from: string;
  readonly to: string;
  readonly ifExists: IfExists;
  readonly signal: AbortSignal;
};

/** Copies the content and permissions of one file, all or nothing. False when the target existed and was skipped. Throws `TaskFailure`. */
export async function copyFile({ files, from, to, ifExists, signal }: FileCopy): Promise<boolean> {
  const source = await openForReading(files, from);
  try {
    const sizeBytes = await writeAtomically({ files, path: to, ifExists, signal, mode: source.mode }, async (target) => {
      const buffer = Buffer.allocUnsafe(chunkBytes);
      for (;;) {
        checkAborted(signal);
        const { bytesRead } = await source.handle.read({ buffer });
        if (bytesRead === 0) return;
        await target.writeFile(buffer.subarray(0, bytesRead));
      }
    });
    return sizeBytes !== null;
  } catch (error) {
    throw fileFailure(error, 'copied', from);
  } finally {
    await source.handle.close();
  }
}
