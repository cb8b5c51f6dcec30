// Brings a page of the history up to what its pack holds: behind a crash it lacks the newest runs, and a lost one all of them.
import { isMissing } from './durable-files.ts';
import { type Pack, readPackTail } from './history-pack.ts';
import type { PageContent, PageWriter } from './history-page.ts';

type OpenPage = { readonly content: PageContent; readonly page: PageWriter };

/** True when the page changed. Damage is told in sentences. */
export async function takeIn(pack: Pack, { content, page }: OpenPage, onDamage: (sentence: string) => void): Promise<boolean> {
  const size = await sizeOf(pack);
  if (size === null && content.end > 0) onDamage(`The run history ${pack.path} is missing: its runs are listed, and what they did is lost`);
  if (size === null || (content.isSealed ? size >= content.end : size > 0 && size === content.end)) return false;
  if (size < content.end) page.clear();
  const { end } = content;
  const damagedBytes = await readPackTail(pack, end, (run, place) => page.add(run, place));
  if (size === 0) content.isSealed = true;
  if (damagedBytes > 0) {
    content.isSealed = true;
    onDamage(
      `The run history ${pack.path} has ${damagedBytes} bytes that are no whole record: it is left as it is, and a new file is begun`,
    );
  }
  return content.end > end || damagedBytes > 0;
}

async function sizeOf({ files, path }: Pack): Promise<number | null> {
  try {
    const file = await files.open(path, 'read');
    try {
      return await file.size();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
