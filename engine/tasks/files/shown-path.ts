import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Files } from '../../ports.ts';

/** A path as outputs and messages show it: relative to the workflow's folder where it lies below, absolute otherwise, always with `/`. */
export function showPath(files: Files, path: string): string {
  const absolute = resolve(files.folder, path);
  const way = relative(files.folder, absolute);
  const isOutside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  const shown = isOutside ? absolute : way === '' ? '.' : way;
  return sep === '/' ? shown : shown.split(sep).join('/');
}
