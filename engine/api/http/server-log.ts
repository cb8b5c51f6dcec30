// The log of a server: one JSON object per line.

export type ServerLogLevel = 'info' | 'warn' | 'error';
type Fields = { readonly [name: string]: unknown };

export type ServerLog = {
  readonly always: (level: ServerLogLevel, message: string, fields?: Fields) => void;
  /** At most so many a second: what strangers can cause must not fill a disk. The next line says how many were left out. */
  readonly some: (level: ServerLogLevel, message: string, fields?: Fields) => void;
};

const perSecond = 10;

/** `now` gives milliseconds since the epoch. */
export function createServerLog(write: (line: string) => void, now: () => number): ServerLog {
  let second = 0;
  let count = 0;
  let leftOut = 0;
  const always: ServerLog['always'] = (level, message, fields = {}) => {
    write(JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...fields }));
  };
  return {
    always,
    some: (level, message, fields = {}) => {
      const current = Math.floor(now() / 1000);
      if (current !== second) count = 0;
      second = current;
      count += 1;
      if (count > perSecond) {
        leftOut += 1;
        return;
      }
      always(level, message, leftOut === 0 ? fields : { ...fields, leftOut });
      leftOut = 0;
    },
  };
}
