// Puts the modules of app/src into one file and makes the package folder. Prints { files, sizeBytes, exports }.
// Usage: node build.mjs <version> <folder>
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [version, folder] = process.argv.slice(2);
const sources = readdirSync('app/src').filter((name) => name.endsWith('.mjs')).sort();
const bundle = sources.map((name) => `// ${name}\n${readFileSync(join('app/src', name), 'utf8')}`).join('\n');
const manifest = { ...JSON.parse(readFileSync('app/package.json', 'utf8')), version, private: undefined };

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
write('index.mjs', bundle);
write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);

const exported = [...bundle.matchAll(/^export function (\w+)/gm)].map((match) => match[1]);
console.log(JSON.stringify({ files: sources.length, sizeBytes: Buffer.byteLength(bundle), exports: exported }));

/** With a fixed time, so that the same sources give the same archive, byte by byte. */
function write(name, text) {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), 0, 0);
}
