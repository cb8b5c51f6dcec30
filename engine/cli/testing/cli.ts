// The real command line, bundled as it is shipped and run as a process.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import type { Json } from '../../workflow/json.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Cli = {
  /** Absolute path of the entry. */
  readonly entry: () => string;
  /** A fresh folder with a data directory in it: the current folder of what runs here. */
  readonly folder: () => string;
  readonly env: () => NodeJS.ProcessEnv;
  readonly run: (args: readonly string[], options?: { readonly input?: string; readonly env?: NodeJS.ProcessEnv }) => Promise<Ended>;
  readonly write: (name: string, content: Json | Uint8Array) => Promise<string>;
};

/** Bundles once per test file. Inside the repository, because the bundle is an ES module by the package's word. */
export function useCli(): Cli {
  const outDir = join('dist', `test-cli-${process.pid}-${Date.now().toString(36)}`);
  let folder = '';
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--cli', outDir], { cwd: root });
    folder = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
  });
  afterAll(async () => {
    await rm(join(root, outDir), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });
  const entry = () => join(root, outDir, 'millrace.js');
  const env = () => ({ ...process.env, MILLRACE_DATA: join(folder, 'data'), NO_COLOR: '1', FORCE_COLOR: '' });
  return {
    entry,
    folder: () => folder,
    env,
    run: (args, options = {}) => runProcess(entry(), args, { cwd: folder, env: { ...env(), ...options.env }, input: options.input ?? '' }),
    write: async (name, content) => {
      const file = join(folder, name);
      await writeFile(file, content instanceof Uint8Array ? content : JSON.stringify(content, null, 2));
      return file;
    },
  };
}

type Process = { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly input: string };

function runProcess(entry: string, args: readonly string[], { cwd, env, input }: Process): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...args], { cwd, env });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // A program that does not read its input may close it first.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
