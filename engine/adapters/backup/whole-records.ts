import { readRange } from '../durable-files.ts';
import type { OpenFile } from '../file-system.ts';

const newline = 0x0a;
const pieceBytes = 64 * 1024;

/**
 * Where the last line of a file ends that somebody may be appending to. A record is one line, so what follows is being written. Damage inside
 * is copied as it is: whoever reads the copy finds it, as they would have found it in the original.
 */
export async function wholeRecords(file: OpenFile): Promise<number> {
  for (let end = await file.size(); end > 0; end -= pieceBytes) {
    const start = Math.max(0, end - pieceBytes);
    const at = (await readRange(file, start, end)).lastIndexOf(newline);
    if (at !== -1) return start + at + 1;
  }
  return 0;
}
