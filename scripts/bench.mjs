// Measures the figures that Millrace promises: `npm run bench` prints a table and then the same as JSON; `-- --json` only the JSON,
// `-- --only <text>` only the figures whose name contains the text.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'dist/bench',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { input: { bench: 'scripts/bench/main.ts' }, output: { format: 'es', entryFileNames: '[name].js' } },
  },
});

spawn(process.execPath, ['--expose-gc', `${root}dist/bench/bench.js`, ...process.argv.slice(2)], { stdio: 'inherit', cwd: root }).on(
  'exit',
  (code) => {
    process.exitCode = code ?? 1;
  },
);
