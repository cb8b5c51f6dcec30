// `npm run dev`: the window in the browser with hot reload, and an engine with a data directory of its own in `.dev/`. The engine is
// bundled anew after each change; start again to use it.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = join(root, '.dev');
mkdirSync(dataDir, { recursive: true });

const engine = spawn(process.execPath, [join(root, 'dist/cli/millrace.js'), 'serve', '--port', '0', '--json', '--data-dir', dataDir], {
  stdio: ['ignore', 'pipe', 'inherit'],
  cwd: root,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => engine.kill(signal));
engine.on('exit', (code) => process.exit(code ?? 1));

const { url, token } = await new Promise((resolve) => {
  let text = '';
  engine.stdout.on('data', (chunk) => {
    text += chunk;
    if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
  });
});
process.env.MILLRACE_URL = url;
const server = await createServer({ configFile: join(root, 'renderer/vite.config.ts') });
await server.listen();
process.stdout.write(`\n  ${server.resolvedUrls?.local[0] ?? ''}#token=${token}\n\n`);
spawn(process.execPath, [join(root, 'scripts/build.mjs'), '--watch'], { stdio: 'inherit', cwd: root });
