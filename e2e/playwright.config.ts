// The product as a person uses it: the same specs in a browser on `millrace serve` and in the desktop window.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const electronFolder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '';
/** Recorded workflows lie beside the repository on some machines only. */
const withoutCorpora = process.env.MILLRACE_CORPORA ? [] : ['**/corpus.spec.ts'];
/** Each has a browser, a server and a folder of its own; desktop windows share one display, and its focus. */
const browsers = availableParallelism() >= 4 ? 2 : 1;
const hasElectron = existsSync(join(electronFolder, 'electron'));

export default defineConfig({
  testDir: 'specs',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  workers: browsers,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // Machines that check submissions are shared: what fails twice, fails.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  // A trace of every test would take as long as the test: `--trace on` for the one that is looked into.
  use: { viewport: { width: 1440, height: 900 }, trace: 'on-first-retry', screenshot: 'only-on-failure' },
  projects: [
    { name: 'chromium', testIgnore: ['**/desktop/**', ...withoutCorpora] },
    ...(hasElectron
      ? [
          {
            name: 'electron',
            workers: 1,
            testIgnore: ['**/browser/**', ...withoutCorpora, ...(process.env.MILLRACE_PACKAGED ? [] : ['**/packaged.spec.ts'])],
          },
        ]
      : []),
  ],
});
