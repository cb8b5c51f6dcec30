// `npm run screenshots`: ten states of the window, light and dark, large and small, in screenshots/.
import { defineConfig } from '@playwright/test';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
];

export default defineConfig({
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../../test-results/screenshots',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  projects: sizes.flatMap((viewport) =>
    (['light', 'dark'] as const).map((colorScheme) => ({
      name: `${colorScheme}-${viewport.width}`,
      use: { viewport, colorScheme },
    })),
  ),
});
