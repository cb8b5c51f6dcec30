// `npm run bench:ui`: how fast the window is. Figures, not tests: nothing here fails because of a number.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const hasElectron = existsSync(join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '', 'electron'));

export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results/bench',
  workers: 1,
  timeout: 300_000,
  reporter: [['line']],
  projects: [{ name: 'chromium' }, ...(hasElectron ? [{ name: 'electron' }] : [])],
});
