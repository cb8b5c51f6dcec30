import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { closeAttachments, openAttachments } from './attachments.ts';

describe('openAttachments', () => {
  it('opens files under the name they shall have', async () => {
    const { files } = createTestContext();
    await writeFile(join(files.folder, 'a.txt'), 'A');

    const opened = await openAttachments(['a.txt', { path: 'a.txt', filename: 'b.txt', contentType: 'text/plain' }], files);

    expect(opened).toMatchObject([{ filename: 'a.txt' }, { filename: 'b.txt', contentType: 'text/plain' }]);
    expect(await Promise.all(opened.map(({ content }) => text(content)))).toEqual(['A', 'A']);
  });

  it('gives streams that can be closed unread', async () => {
    const { files } = createTestContext();
    await writeFile(join(files.folder, 'a.txt'), 'A');
    const opened = await openAttachments(['a.txt'], files);

    const closed = new Promise((resolve) => opened[0]?.content.on('close', resolve));
    closeAttachments(opened);
    await closed;

    expect(opened[0]?.content.destroyed).toBe(true);
  });
});
