#!/usr/bin/env node
// Where the process starts. Nothing but this is loaded before the compile cache is on (Node 22 and later have one).
import * as module from 'node:module';

(module as { enableCompileCache?: () => void }).enableCompileCache?.();
const { runCli } = await import('./cli.ts');
await runCli(process.argv);
