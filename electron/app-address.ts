// Addresses: which of them are this application's own, and which file of its window each one means.
import { join, normalize, sep } from 'node:path';

export const appScheme = 'app';
export const appOrigin = `${appScheme}://millrace`;

export function isOwn(address: string): boolean {
  const url = parsed(address);
  // Of a scheme of our own, `origin` itself would be opaque.
  return url !== null && `${url.protocol}//${url.host}` === appOrigin;
}

/** What may be handed to the person's browser. */
export function isWeb(address: string): boolean {
  const url = parsed(address);
  return url !== null && ['https:', 'http:'].includes(url.protocol);
}

/** The file that an address means; null for everything outside of the window's own folder. */
export function fileOf(address: string, folder: string): string | null {
  const path = isOwn(address) ? decoded(new URL(address).pathname) : null;
  if (path === null || path.includes('\0')) return null;
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(folder + sep) ? file : null;
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
