// Where this user's workflows and runs are kept.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = { readonly [name: string]: string | undefined };

/** Absolute path of the data directory: the option, `MILLRACE_DATA`, or the place where programs of this platform keep their data. */
export function dataDirectory(option: string | undefined, env: Environment = process.env): string {
  const chosen = option ?? env.MILLRACE_DATA;
  return chosen ? resolve(chosen) : userDirectory(process.platform, env, homedir());
}

export function userDirectory(platform: string, env: Environment, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Millrace');
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Millrace');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'millrace');
}
