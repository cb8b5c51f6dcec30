// `secrets.bin`: magic, salt, nonce, tag, then the names and values as JSON, encrypted with AES-256-GCM.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const magic = Buffer.from('MRSECR01', 'latin1');
export const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + saltBytes + nonceBytes + tagBytes;

export type SecretValues = { readonly [name: string]: string };

/** The salt of a box, or null when the bytes are no box. */
export function saltOf(box: Buffer): Buffer | null {
  if (box.length < headBytes || !box.subarray(0, magic.length).equals(magic)) return null;
  return box.subarray(magic.length, magic.length + saltBytes);
}

export function seal(values: SecretValues, key: Uint8Array, salt: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.concat([magic, salt]));
  const content = Buffer.concat([cipher.update(JSON.stringify(values), 'utf8'), cipher.final()]);
  return Buffer.concat([magic, salt, nonce, cipher.getAuthTag(), content]);
}

/** Null when the key is another one or a byte was changed: the two cannot be told apart. */
export function unseal(box: Buffer, key: Uint8Array): SecretValues | null {
  const nonceAt = magic.length + saltBytes;
  const nonce = box.subarray(nonceAt, nonceAt + nonceBytes);
  const tag = box.subarray(nonceAt + nonceBytes, headBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(box.subarray(0, nonceAt)).setAuthTag(tag);
  try {
    const text = Buffer.concat([decipher.update(box.subarray(headBytes)), decipher.final()]).toString('utf8');
    return JSON.parse(text) as SecretValues;
  } catch {
    return null;
  }
}
