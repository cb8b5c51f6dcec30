// The `Files` port on real disks: every path is resolved, links included, and refused outside the folders a workflow may use.
import { lstat, readlink, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Files } from '../ports.ts';
import { TaskFailure } from '../tasks/execution.ts';
import { errorCode, fileFailure } from '../tasks/files/file-failure.ts';
import { userFailure } from '../workflow/failure.ts';

/** As many as Linux follows before it gives up with ELOOP. */
const maxLinks = 40;

export type ConfinedFilesOptions = {
  /** The workflow's own folder: relative paths start here. Absolute. */
  readonly folder: string;
  /** Folders declared by `permissions.folders`, absolute or relative to `folder`. The own folder is always allowed. */
  readonly allowed: readonly string[];
};

/**
 * `resolve` gives the real absolute path: every link of the existing part is followed first, then the result must lie inside an
 * allowed folder (whose own links are followed too). What comes after the deepest existing ancestor does not exist, so it holds no links.
 * The answer is true at the time of asking; code that opens it uses O_NOFOLLOW and compares again (see `tasks/files`).
 */
export function createConfinedFiles(options: ConfinedFilesOptions): Files {
  const folder = resolve(options.folder);
  const roots = [...new Set([folder, ...options.allowed.map((path) => resolve(folder, path))])];
  return {
    folder,
    resolve: async (path, intent) => {
      const malformed = describeMalformed(path);
      if (malformed) throw refusal(path, intent, roots, malformed);
      const real = await resolveLinks(resolve(folder, path), maxLinks);
      if (real === null) throw refusal(path, intent, roots, 'Its symbolic links go round in circles');
      for (const root of roots) {
        const realRoot = await resolveLinks(root, maxLinks);
        if (realRoot !== null && isInside(realRoot, real)) return real;
      }
      throw refusal(path, intent, roots, real === resolve(folder, path) ? 'It is outside' : 'A symbolic link leads outside');
    },
  };
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** What no path may look like on any system, so that a workflow means the same everywhere. */
function describeMalformed(path: string): string | null {
  if (path === '') return 'It is empty';
  if (path.includes('\0')) return 'It holds a NUL character';
  if (/^[\\/]{2}/.test(path)) return 'It names a network share or a device';
  if (/^[a-z]:/i.test(path) && !(process.platform === 'win32' && /^[a-z]:[\\/]/i.test(path))) return 'It names a drive';
  if (process.platform === 'win32') return describeMalformedOnWindows(path);
  return path.includes('\\') ? 'It holds a backslash; write /' : null;
}

function describeMalformedOnWindows(path: string): string | null {
  if (path.indexOf(':', 2) !== -1) return 'It names an alternate data stream';
  const isDevice = path.split(/[\\/]/).some((part) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part.trimEnd()));
  return isDevice ? 'It names a device' : null;
}

/** What is not there, or cannot be seen and so not opened either. */
const meansUnseen: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG']);

/** Follows the links of the existing part of an absolute path; null when they go round in circles. */
async function resolveLinks(path: string, linksLeft: number): Promise<string | null> {
  if (linksLeft === 0) return null;
  try {
    return await realpath(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ELOOP') return null;
    if (!meansUnseen.has(code)) throw fileFailure(error, 'looked up', path);
  }
  const parentPath = resolve(path, '..');
  if (parentPath === path) return path;
  const parent = await resolveLinks(parentPath, linksLeft);
  if (parent === null) return null;
  const target = await readDanglingLink(path);
  return target === null ? resolve(parent, relative(parentPath, path)) : await resolveLinks(resolve(parent, target), linksLeft - 1);
}

/** A link to something that does not exist yet: writing through it would create that. */
async function readDanglingLink(path: string): Promise<string | null> {
  try {
    return (await lstat(path)).isSymbolicLink() ? await readlink(path) : null;
  } catch {
    return null; // Not there at all: a plain name below its parent.
  }
}

function refusal(path: string, intent: 'read' | 'write', roots: readonly string[], reason: string): TaskFailure {
  const shown = JSON.stringify(path.length > 300 ? `${path.slice(0, 300)}…` : path);
  const verb = intent === 'read' ? 'read' : 'written';
  const message =
    `The path ${shown} may not be ${verb}. ${reason}. This workflow may use ${roots.join(', ')} and what is below. ` +
    'Move the file there, or add its folder to permissions.folders of the workflow.';
  return new TaskFailure(userFailure('path_not_allowed', message, { path, intent, folders: roots }));
}
