// A run that did not happen.
import type { RunPreview, TaskPreview } from '../host/engine.ts';
import { note, print, printJson } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Style, styleFor } from './terminal/style.ts';
import { oneLine } from './terminal/text.ts';

export function showPreview(preview: RunPreview, { json }: { readonly json?: boolean }): ExitCode {
  if (json) {
    printJson(preview);
    return exitCode.ok;
  }
  const style = styleFor(process.stdout);
  for (const [name, value] of Object.entries(preview.inputs)) print(`input ${style.bold(name)} = ${oneLine(JSON.stringify(value))}`);
  for (const task of preview.tasks) for (const line of taskLines(task, style)) print(line);
  note(`Nothing was run: this is what ${preview.workflow} would do.`);
  return exitCode.ok;
}

function taskLines({ path, type, needs, action, why, parameters }: TaskPreview, style: Style): string[] {
  const paint = action === 'run' ? style.active : style.dim;
  const after = needs.length > 0 ? style.dim(`  after ${needs.join(', ')}`) : '';
  const indent = '  '.repeat(path.split('.').length - 1);
  const head = `${indent}${paint(action.padEnd(5))} ${style.bold(path)} ${type}${after}${why === '' ? '' : style.dim(`  (${oneLine(why)})`)}`;
  if (parameters === null || Object.keys(parameters).length === 0) return [head];
  return [head, ...Object.entries(parameters).map(([name, value]) => `${indent}        ${name}: ${oneLine(JSON.stringify(value))}`)];
}
