import type { Failure } from '../../workflow/failure.ts';
import { transientFailure, userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';

/** Node's error code (`ENOENT`), or an empty text. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * What a file system call threw, as an expected failure that names the path. Anything that is not an error of the operating system is
 * given back as it is: it is a bug and must stay one.
 */
export function fileFailure(error: unknown, action: string, path: string): unknown {
  if (error instanceof TaskFailure) return error;
  const code = errorCode(error);
  if (code === 'ABORT_ERR') return abortedFailure();
  const failure = describe(code, action, path);
  if (failure) return new TaskFailure(failure);
  if (!(error instanceof Error) || !/^E[A-Z0-9]+$/.test(code)) return error;
  return new TaskFailure(transientFailure('file_error', `${JSON.stringify(path)} could not be ${action}: ${code}.`, { path, errno: code }));
}

function describe(code: string, action: string, path: string): Failure | null {
  const shown = JSON.stringify(path);
  const details = { path, errno: code };
  switch (code) {
    case 'ENOENT':
      return userFailure('file_not_found', `There is no ${shown}. Check the path; relative paths start at the workflow's folder.`, details);
    case 'EISDIR':
      return userFailure('not_a_file', `${shown} is a folder, and cannot be ${action} as a file.`, details);
    case 'ENOTDIR':
      return userFailure('not_a_folder', `A part of ${shown} is a file where a folder is needed.`, details);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return userFailure('permission_denied', `The operating system does not let ${shown} be ${action} (${code}).`, details);
    case 'EEXIST':
      return userFailure('file_exists', `${shown} exists already. Set ifExists to "replace" or "skip", or choose another path.`, details);
    case 'ENOTEMPTY':
      return userFailure('folder_not_empty', `The folder ${shown} is not empty. Set recursive to true to include what is in it.`, details);
    case 'ELOOP':
      return userFailure('path_not_allowed', `${shown} became a symbolic link while it was being opened, and was refused.`, details);
    case 'ENAMETOOLONG':
      return userFailure('invalid_path', `The path ${shown.slice(0, 200)} is too long for this disk.`, { errno: code });
    case 'ENOSPC':
    case 'EDQUOT':
      return transientFailure('disk_full', `There is no space left to write ${shown}.`, details);
    case 'EMFILE':
    case 'ENFILE':
      return transientFailure('too_many_open_files', `Too many files are open to open ${shown} too.`, details);
    default:
      return null;
  }
}

export function abortedFailure(): TaskFailure {
  return new TaskFailure(userFailure('aborted', 'The task was stopped before it was done; nothing half-written was left behind.'));
}

/** Call it in every long loop. */
export function checkAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortedFailure();
}
