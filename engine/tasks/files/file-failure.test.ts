import { describe, expect, it } from 'vitest';
import { TaskFailure } from '../execution.ts';
import { fileFailure } from './file-failure.ts';

const systemError = (code: string) => Object.assign(new Error(code), { code });

describe('fileFailure', () => {
  it.each([
    ['ENOSPC', 'transient', 'disk_full'],
    ['EDQUOT', 'transient', 'disk_full'],
    ['EMFILE', 'transient', 'too_many_open_files'],
    ['EIO', 'transient', 'file_error'],
    ['EACCES', 'user', 'permission_denied'],
    ['EROFS', 'user', 'permission_denied'],
    ['ENOENT', 'user', 'file_not_found'],
    ['ELOOP', 'user', 'path_not_allowed'],
  ])('makes of %s a %s failure %s that names the path', (errno, kind, code) => {
    const thrown = fileFailure(systemError(errno), 'written', 'out/a.txt');

    expect(thrown).toBeInstanceOf(TaskFailure);
    expect(thrown).toMatchObject({ failure: { kind, code, message: expect.stringContaining('"out/a.txt"') } });
  });

  it('leaves bugs what they are', () => {
    const bug = new TypeError('undefined is not a function');

    expect(fileFailure(bug, 'read', 'a')).toBe(bug);
    expect(fileFailure(systemError('ERR_INVALID_ARG_TYPE'), 'read', 'a')).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
  });
});
