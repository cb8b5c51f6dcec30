import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { Files } from '../../ports.ts';
import { sentFile } from '../network/body-bytes.ts';
import type { NotifyEmailParameters } from './manifest.ts';

/** An attachment as nodemailer takes it, except that it is given a stream: it opens no file and no address by itself. */
export type OpenAttachment = { readonly filename: string; readonly contentType?: string; readonly content: Readable };

/** Opens all files. When one fails, those opened before it are closed again. Throws a `TaskFailure`. */
export async function openAttachments(wanted: NotifyEmailParameters['attachments'], files: Files): Promise<OpenAttachment[]> {
  const opened: OpenAttachment[] = [];
  try {
    for (const entry of wanted ?? []) {
      const { path, filename, contentType } = typeof entry === 'string' ? { path: entry } : { filename: undefined, ...entry };
      const content = await (await sentFile(path, files)).open();
      opened.push({ filename: filename ?? basename(path), content, ...(contentType === undefined ? {} : { contentType }) });
    }
    return opened;
  } catch (error) {
    closeAttachments(opened);
    throw error;
  }
}

/** Those that were not read to their end hold their file open otherwise. */
export function closeAttachments(opened: readonly OpenAttachment[]): void {
  for (const { content } of opened) content.on('error', () => {}).destroy();
}
