import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataDirectory, userDirectory } from './data-directory.ts';

describe('dataDirectory', () => {
  it('takes the option before the environment, and makes it absolute', () => {
    expect(dataDirectory('here', { MILLRACE_DATA: '/there' })).toBe(resolve('here'));
    expect(dataDirectory(undefined, { MILLRACE_DATA: '/there' })).toBe('/there');
  });
});

describe('userDirectory', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/share/millrace'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/millrace'],
    ['darwin', {}, '/home/ada/Library/Application Support/Millrace'],
    ['win32', { APPDATA: '/home/ada/Roaming' }, '/home/ada/Roaming/Millrace'],
  ])('on %s with %j is %s', (platform, env, folder) => {
    expect(userDirectory(platform, env, '/home/ada')).toBe(folder);
  });
});
