import { spawnSync } from 'node:child_process';
import { configDefaults, defineConfig } from 'vitest/config';

/** Needs recorded workflows that are not part of the repository; `npm test` says when it was left out. */
const withoutCorpora = process.env.MILLRACE_CORPORA ? [] : ['engine/cli/corpus.test.ts'];

/** Needs to mount a small file system; `npm test` says when it was left out. */
const mayMount = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' }).status === 0;
const withoutMounts = mayMount ? [] : ['engine/host/full-disk.test.ts'];

export default defineConfig({
  test: {
    include: ['engine/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'electron/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...withoutCorpora, ...withoutMounts],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Machines that check submissions are shared: what fails twice, fails.
    retry: process.env.CI ? 1 : 0,
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      reporter: ['text-summary'],
      include: ['engine/workflow/**/*.ts', 'engine/run/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**'],
      thresholds: { lines: 95 },
    },
  },
});
