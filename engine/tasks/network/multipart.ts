import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import * as z from 'zod';
import type { Files } from '../../ports.ts';
import type { Json } from '../../workflow/json.ts';
import { badBody, decodeBase64, type RequestBody, type SentFile, sentFile } from './body-bytes.ts';

const partName = z.string().min(1);
const optionalText = z.string().optional();
const partSchema = z.union([
  z.strictObject({ name: partName, value: z.union([z.string(), z.number(), z.boolean()]), contentType: optionalText }),
  z.strictObject({ name: partName, file: z.string(), filename: optionalText, contentType: optionalText }),
  z.strictObject({ name: partName, base64: z.string(), filename: optionalText, contentType: optionalText }),
]);
type Part = z.infer<typeof partSchema>;

/** A stretch of the body: bytes in memory, or a file that is read when its turn comes. */
type Section = Uint8Array | SentFile;

/** `multipart/form-data` (RFC 7578); the names are escaped as browsers do. Files are streamed, and the total size is known in advance. */
export async function encodeMultipart(body: Json, files: Files): Promise<RequestBody> {
  const parsed = z.array(partSchema).safeParse(body);
  if (!parsed.success) throw badBody('A body of type multipart must be a list of { name, value }, { name, file } or { name, base64 }.');
  const boundary = `millrace-${randomBytes(16).toString('hex')}`;
  const sections: Section[] = [];
  for (const part of parsed.data) {
    sections.push(Buffer.from(`--${boundary}\r\n${partHead(part)}\r\n\r\n`), await partContent(part, files), Buffer.from('\r\n'));
  }
  sections.push(Buffer.from(`--${boundary}--\r\n`));
  const sizeBytes = sections.reduce((sum, section) => sum + ('open' in section ? section.sizeBytes : section.byteLength), 0);
  return { contentType: `multipart/form-data; boundary=${boundary}`, sizeBytes, open: async () => Readable.from(readAll(sections)) };
}

async function* readAll(sections: readonly Section[]): AsyncGenerator<Uint8Array> {
  for (const section of sections) {
    if ('open' in section) yield* await section.open();
    else if (section.byteLength > 0) yield section;
  }
}

async function partContent(part: Part, files: Files): Promise<Section> {
  if ('file' in part) return await sentFile(part.file, files);
  return 'base64' in part ? decodeBase64(part.base64) : Buffer.from(String(part.value));
}

function partHead(part: Part): string {
  const filename = 'file' in part ? (part.filename ?? basename(part.file)) : 'base64' in part ? (part.filename ?? part.name) : null;
  const contentType = part.contentType ?? (filename === null ? null : 'application/octet-stream');
  if (contentType !== null && !/^[\x20-\x7e]+$/.test(contentType))
    throw badBody(`The content type of the part ${part.name} is not plain text.`);
  const disposition = `Content-Disposition: form-data; name="${escapeName(part.name)}"`;
  const file = filename === null ? '' : `; filename="${escapeName(filename)}"`;
  return `${disposition}${file}${contentType === null ? '' : `\r\nContent-Type: ${contentType}`}`;
}

function escapeName(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
