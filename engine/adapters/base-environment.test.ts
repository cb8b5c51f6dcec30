import { describe, expect, it } from 'vitest';
import { pickBaseEnvironment } from './base-environment.ts';

describe('the environment of child processes', () => {
  it('holds what programs need and no more', () => {
    const environment = {
      PATH: '/bin',
      HOME: '/root',
      LC_ALL: 'C',
      TZ: 'UTC',
      MILLRACE_SECRET_KEY: 'x',
      AWS_SECRET: 'y',
      NODE_OPTIONS: 'z',
    };

    expect(pickBaseEnvironment(environment, 'linux')).toEqual({ PATH: '/bin', HOME: '/root', LC_ALL: 'C', TZ: 'UTC' });
  });

  it('compares names without case on Windows only', () => {
    expect(pickBaseEnvironment({ Path: 'C:\\', SystemRoot: 'C:\\Windows' }, 'win32')).toEqual({ Path: 'C:\\', SystemRoot: 'C:\\Windows' });
    expect(pickBaseEnvironment({ Path: 'x' }, 'linux')).toEqual({});
  });
});
