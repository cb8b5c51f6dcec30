// The desktop window, started as a person would, and ended in order or by force.
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron } from '@playwright/test';
import { electronBinary, root } from './paths.ts';

export type DesktopPlace = { readonly folder: string; readonly dataDir: string };

/** What comes before and after the application on the command line. */
export function electronArgs({ folder, dataDir }: DesktopPlace, args: readonly string[] = []): string[] {
  return [root, '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`, `--data-dir=${dataDir}`, ...args];
}

/** `scripts` run in the main process before anything of the application. */
export function launchElectron(
  place: DesktopPlace,
  args: readonly string[] = [],
  scripts: readonly string[] = [],
): Promise<ElectronApplication> {
  return electron.launch({
    executablePath: electronBinary,
    args: [...scripts.flatMap((script) => ['-r', script]), ...electronArgs(place, args)],
    cwd: place.folder,
  });
}

/** As a power cut would. */
export async function killElectron(application: ElectronApplication): Promise<void> {
  const child = application.process();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}
