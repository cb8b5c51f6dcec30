import type { Files } from '../../ports.ts';
import { isJsonObject, type Json } from '../../workflow/json.ts';
import { badBody, decodeBase64, type RequestBody, sentFile } from './body-bytes.ts';
import { encodeMultipart } from './multipart.ts';
import type { BodyType } from './parameters.ts';

/**
 * Encodes a body. Without a type, text is sent as text, null not at all, and everything else as JSON: data never decides that a file is
 * sent, only the type does. Throws a `TaskFailure`: `bad_body`, or the failure of the file.
 */
export async function encodeBody(body: Json | undefined, type: BodyType | undefined, files: Files): Promise<RequestBody | null> {
  if (body === undefined || (body === null && type === undefined)) return null;
  switch (type ?? (typeof body === 'string' ? 'text' : 'json')) {
    case 'json':
      return fromBytes(Buffer.from(JSON.stringify(body)), 'application/json');
    case 'text':
      if (typeof body === 'object') throw badBody('A body of type text must be text. Use bodyType json for lists and objects.');
      return fromBytes(Buffer.from(String(body)), 'text/plain; charset=utf-8');
    case 'base64':
      return fromBytes(decodeBase64(body), 'application/octet-stream');
    case 'form':
      return fromBytes(Buffer.from(encodeForm(body)), 'application/x-www-form-urlencoded');
    case 'file':
      if (typeof body !== 'string') throw badBody('A body of type file must be the path of a file.');
      return { contentType: 'application/octet-stream', ...(await sentFile(body, files)) };
    case 'multipart':
      return await encodeMultipart(body, files);
  }
}

function fromBytes(bytes: Uint8Array, contentType: string): RequestBody {
  return { contentType, sizeBytes: bytes.byteLength, open: async () => bytes };
}

function encodeForm(body: Json): string {
  if (!isJsonObject(body)) throw badBody('A body of type form must be an object of fields.');
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (typeof entry === 'object' && entry !== null)
        throw badBody(`The form field ${JSON.stringify(name)} holds an object. Send text, or JSON.`);
      if (entry !== null) form.append(name, String(entry));
    }
  }
  return form.toString();
}
