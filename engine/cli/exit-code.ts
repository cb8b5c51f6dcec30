/** What the process says to scripts. Shown by `millrace --help`. */
export const exitCode = {
  ok: 0,
  /** The run or a test failed, or the run was canceled. */
  failed: 1,
  /** Wrong usage or a bad document, input or name: nothing was started or changed. */
  badInput: 2,
  /** The data directory cannot be used. */
  cannotStart: 3,
  /** Ended by a second Ctrl+C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export const exitCodeHelp = `Exit codes:
  0    it worked; a run succeeded, or waits for a person
  1    the run or a test failed, or the run was canceled
  2    wrong usage or a bad document, input or name: nothing was started
  3    the data directory is in use, damaged or not writable
  130  ended by a second Ctrl+C`;
