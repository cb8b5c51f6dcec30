// Runs every measurement and prints a table, then JSON. See scripts/bench.mjs.
import { cpus } from 'node:os';
import { measureCommand } from './command.ts';
import { measureChain100, measureChain999, measureFan, measureGrowth, measureItems } from './engine.ts';
import { type Figure, table } from './figure.ts';
import { measureDisk, measureHistory } from './history.ts';
import { measureHttp10, measureHttp50 } from './http.ts';
import { measureLargeRun } from './large-run.ts';
import { measureParsing } from './parse.ts';
import { measurePlanning } from './plan.ts';
import { measureServer } from './serve.ts';
import { measureSlowReaders } from './slow-readers.ts';
import { measureArchiving, measureJournal } from './storage.ts';
import { measureRestart, measureWaiting } from './unfinished.ts';

const measurements = {
  parse: measureParsing,
  plan: measurePlanning,
  'chain-100': measureChain100,
  'chain-999': measureChain999,
  'chain-9999': measureGrowth,
  fan: measureFan,
  items: measureItems,
  journal: measureJournal,
  archive: measureArchiving,
  command: measureCommand,
  serve: measureServer,
  'http-10': measureHttp10,
  'http-50': measureHttp50,
  'slow readers': measureSlowReaders,
  history: measureHistory,
  disk: measureDisk,
  restart: measureRestart,
  waiting: measureWaiting,
  'large-run': measureLargeRun,
};

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(measurements)) {
  if (only === undefined || (only in measurements ? name === only : name.includes(only))) figures.push(...(await measure()));
}

const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
if (!process.argv.includes('--json')) process.stdout.write(`${table(figures)}\n\n`);
process.stdout.write(`${JSON.stringify({ machine, figures }, null, 2)}\n`);
