// Proves each import rule once: the forbidden thing is tried, and refused.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The repository's own lint settings, applied to files that stand where the rules say and nowhere else. */
function lintFiles(files: { readonly [path: string]: string }): string {
  const { vcs: _vcs, ...settings } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  const plugin = 'scripts/lint/no-ambient-authority.grit';
  const folder = temporaryFolder({ ...files, 'biome.json': JSON.stringify(settings), [plugin]: readFileSync(join(root, plugin), 'utf8') });
  const { stdout, stderr } = spawnSync(bin('biome'), ['lint', '--max-diagnostics=none', '--reporter=github', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

const importing = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;

const forbiddenImports: readonly (readonly [from: string, what: string])[] = [
  ['engine/workflow/a.ts', '../run/plan.ts'],
  ['engine/workflow/a.ts', '../ports.ts'],
  ['engine/workflow/a.ts', '../tasks/catalog.ts'],
  ['engine/workflow/a.ts', 'node:fs'],
  ['engine/run/a.ts', '../tasks/registry.ts'],
  ['engine/run/a.ts', '../host/engine.ts'],
  ['engine/run/a.ts', 'node:crypto'],
  ['engine/schedule/a.ts', '../adapters/journal.ts'],
  ['engine/tasks/http-request/manifest.ts', './execute.ts'],
  ['engine/tasks/http-request/manifest.ts', '../execution.ts'],
  ['engine/tasks/http-request/manifest.ts', 'node:path'],
  ['engine/tasks/http-request/execute.ts', '../../adapters/journal.ts'],
  ['engine/tasks/http-request/execute.ts', '../../host/engine.ts'],
  ['engine/adapters/a.ts', '../host/engine.ts'],
  ['engine/adapters/a.ts', '../cli/main.ts'],
  ['engine/host/a.ts', '../cli/main.ts'],
  ['engine/host/a.ts', '../api/router.ts'],
  ['engine/api/a.ts', '../cli/main.ts'],
  ['engine/api/a.ts', '../../electron/main.ts'],
  ['engine/cli/a.ts', '../../electron/main.ts'],
  ['e2e/specs/a.ts', '../../engine/host/engine.ts'],
  ['renderer/canvas/a.ts', '../inspector/inspector.tsx'],
  ['renderer/canvas/a.ts', '../shell/app.tsx'],
  ['renderer/canvas/a.ts', '../../engine/host/engine.ts'],
  ['renderer/canvas/a.ts', '../../engine/api/router.ts'],
  ['renderer/canvas/a.ts', '@orpc/client'],
  ['renderer/canvas/a.ts', 'node:fs'],
  ['renderer/document/a.ts', '../canvas/canvas.tsx'],
  ['renderer/document/a.ts', '../app/services.ts'],
  ['renderer/ui/a.ts', '../commands/registry.ts'],
  ['renderer/app/a.ts', '../shell/app.tsx'],
  ['renderer/commands/a.ts', '../canvas/canvas.tsx'],
  ['renderer/api/a.ts', '../document/session.ts'],
  ['renderer/shell/a.ts', '../../engine/adapters/journal.ts'],
];

const allowedImports: readonly (readonly [from: string, what: string])[] = [
  ['engine/run/a.ts', '../workflow/schema.ts'],
  ['engine/tasks/http-request/execute.ts', '../execution.ts'],
  ['engine/adapters/a.ts', '../ports.ts'],
  ['engine/host/a.ts', '../adapters/journal.ts'],
  ['engine/api/a.ts', '../host/engine.ts'],
  ['engine/api/a.ts', '../adapters/durable-files.ts'],
  ['engine/cli/a.ts', '../host/engine.ts'],
  ['engine/cli/a.ts', '../api/start-server.ts'],
  ['renderer/canvas/a.ts', '../document/session.ts'],
  ['renderer/canvas/a.ts', '../../engine/workflow/schema.ts'],
  ['renderer/document/a.ts', '../../engine/api/contract/shapes.ts'],
  ['renderer/api/a.ts', '@orpc/client'],
  ['renderer/shell/a.ts', '../canvas/canvas.tsx'],
];

/** Each case gets a file of its own in the folder that the rule is about. */
function placeCases(cases: readonly (readonly [from: string, what: string])[], group: string): { [path: string]: string } {
  return Object.fromEntries(cases.map(([from, what], index) => [casePath(from, group, index), importing(what)]));
}

function casePath(from: string, group: string, index: number): string {
  return from.endsWith('/a.ts') ? from.replace('a.ts', `${group}-${index}.ts`) : from.replace('http-request', `${group}-${index}`);
}

describe('the import rules', () => {
  const ambient = ['Date.now()', 'new Date()', 'Math.random()'];
  const report = lintFiles({
    ...placeCases(forbiddenImports, 'forbidden'),
    ...placeCases(allowedImports, 'allowed'),
    ...Object.fromEntries(ambient.map((source, index) => [`engine/run/ambient-${index}.ts`, `export const x = () => ${source};\n`])),
    'engine/api/contract/contract.ts': importing('../../host/engine.ts') + importing('node:fs').replaceAll(/\b[xy]\b/g, 'z$&'),
    'engine/api/contract/shapes.ts': importing('../../run/view.ts'),
    'engine/run/given-date.ts': 'export const x = (at: number) => new Date(at);\n',
  });
  const complaints = (path: string) => report.split('\n').filter((line) => line.includes(`/${path},`));

  for (const [index, [from, what]] of forbiddenImports.entries()) {
    it(`refuse ${what} in ${from}`, () => {
      expect(complaints(casePath(from, 'forbidden', index)).join('\n')).toContain('noRestrictedImports');
    });
  }

  for (const [index, [from, what]] of allowedImports.entries()) {
    it(`allow ${what} in ${from}`, () => {
      expect(complaints(casePath(from, 'allowed', index)).join('\n')).not.toContain('noRestrictedImports');
    });
  }

  for (const [index, source] of ambient.entries()) {
    it(`refuse ${source} in the pure core`, () => {
      expect(complaints(`engine/run/ambient-${index}.ts`).join('\n')).toContain('no clock and no randomness');
    });
  }

  it('allow a date made of a given instant', () => {
    expect(complaints('engine/run/given-date.ts')).toEqual([]);
  });

  it('keep the contract free of what runs on the server', () => {
    expect(complaints('engine/api/contract/contract.ts').filter((line) => line.includes('noRestrictedImports'))).toHaveLength(2);
    expect(complaints('engine/api/contract/shapes.ts')).toEqual([]);
  });

  it('refuse import cycles', () => {
    const folder = temporaryFolder({
      'biome.json': JSON.stringify({ root: true, linter: { rules: { suspicious: { noImportCycles: 'error' } } } }),
      'a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
      'b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    });
    const { stdout, stderr } = spawnSync(bin('biome'), ['lint', '.'], { cwd: folder, encoding: 'utf8' });
    expect(stdout + stderr).toContain('noImportCycles');
  });
});

describe('the pure core', () => {
  const foreign = ['setTimeout(() => {}, 1)', 'process.exit()', 'fetch("x")', 'document.title', 'Buffer.from("x")', 'import("node:fs")'];
  for (const source of foreign) {
    it(`does not compile ${source}`, () => {
      expect(compilePure(`export const x = ${source};\n`)).toMatch(/error TS/);
    });
  }

  it('compiles what it may use', () => {
    expect(compilePure('export const x = [1, 2].map((n) => n + 1);\n')).toBe('');
  });
});

/** Compiles a text with the settings of the pure core; gives the compiler's errors. */
function compilePure(source: string): string {
  const folder = temporaryFolder({
    'tsconfig.json': JSON.stringify({ extends: join(root, 'engine/tsconfig.pure.json'), include: ['a.ts'], exclude: [] }),
    'a.ts': source,
  });
  return spawnSync(bin('tsc'), ['-p', folder], { cwd: root, encoding: 'utf8' }).stdout;
}

function temporaryFolder(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-boundaries-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
