// Playwright's test for what only the desktop app has: each test starts it as often as it likes, on one folder of its own.
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, type Page } from '@playwright/test';
import { type DesktopPlace, launchElectron } from './electron.ts';

export type Started = { readonly application: ElectronApplication; readonly page: Page };

export type Desktop = DesktopPlace & {
  /** The window is there; what is in it may still be coming. */
  readonly start: (args?: readonly string[]) => Promise<Started>;
  /** Closed at the end of the test, if it was not before. */
  readonly launch: (args?: readonly string[], scripts?: readonly string[]) => Promise<ElectronApplication>;
};

export const test = base.extend<{ desktop: Desktop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  desktop: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-desktop-'));
    const place = { folder, dataDir: join(folder, 'data') };
    const all: { readonly application: ElectronApplication; readonly child: ChildProcess }[] = [];
    const launch = async (args: readonly string[] = [], scripts: readonly string[] = []) => {
      const application = await launchElectron(place, args, scripts);
      all.push({ application, child: application.process() });
      return application;
    };
    const start = async (args: readonly string[] = []) => {
      const application = await launch(args);
      return { application, page: await application.firstWindow() };
    };
    await use({ ...place, launch, start });
    for (const { application, child } of all) {
      if (child.exitCode === null && child.signalCode === null) await application.close();
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect } from '@playwright/test';
