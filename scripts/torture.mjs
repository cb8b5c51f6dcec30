// Does to the engine what nobody should, and counts what it had promised and did not keep. Prints the counts as JSON.
//   npm run torture                     all of it
//   npm run torture -- kills            kills under load: --kills <n> (1,000), --least <n> acknowledgements, or it fails
//   npm run torture -- races            two engines want one data directory: --races <n> (500)
// Both take --seed <n>.
import { spawnSync } from 'node:child_process';
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
    outDir: 'dist/torture',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(['kills', 'victim', 'races', 'racer'].map((name) => [name, `scripts/torture/${name}.ts`])),
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
});

const all = ['kills', 'races'];
const [wanted = '', ...rest] = process.argv.slice(2);
const isNamed = all.includes(wanted);
for (const name of isNamed ? [wanted] : all) {
  const args = isNamed ? rest : process.argv.slice(2);
  const { status } = spawnSync(process.execPath, [`${root}dist/torture/${name}.js`, ...args], { stdio: 'inherit', cwd: root });
  if (status !== 0) process.exitCode = status ?? 1;
}
