import type { Command } from 'commander';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { CliError } from '../cli-error.ts';
import { createCommand, type JsonOptions, jsonOption, perform } from '../command.ts';
import { print, printJson } from '../console.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

export function tasksCommand(): Command {
  const command = createCommand('tasks', 'Lists the task types, or documents one of them', [
    ['millrace tasks', 'all types, by category'],
    ['millrace tasks http.request', 'its parameters, output, ports, failures and examples'],
    ['millrace tasks http.request --json', 'the same with the JSON Schema of its parameters'],
  ])
    .argument('[type]', 'a task type such as http.request')
    .addOption(jsonOption('the types'));
  return perform(command, showTasks);
}

async function showTasks(type: string | undefined, options: JsonOptions): Promise<ExitCode> {
  const [{ taskCatalog, taskManifests }, { manifestJson, manifestText }] = await Promise.all([
    import('../../tasks/catalog.ts'),
    import('../manifest-text.ts'),
  ]);
  const style = styleFor(process.stdout);
  if (type === undefined) {
    if (options.json) printJson({ tasks: taskManifests.map(manifestJson) });
    else print(listText(taskManifests, style));
    return exitCode.ok;
  }
  const manifest = taskCatalog.get(type);
  if (!manifest) {
    const { closest } = await import('../../workflow/expression/suggest.ts');
    const meant = closest(type, taskCatalog.types);
    throw new CliError(`There is no task type ${type}.${meant ? ` Did you mean ${meant}?` : ''} All of them: millrace tasks`);
  }
  if (options.json) printJson(manifestJson(manifest));
  else print(manifestText(manifest, style));
  return exitCode.ok;
}

function listText(manifests: readonly TaskManifest[], style: Style): string {
  const categories = [...new Set(manifests.map(({ category }) => category))];
  const width = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
  const rows = categories.flatMap((category) =>
    manifests.filter((each) => each.category === category).map(({ type, summary }) => [{ text: type, paint: style.active }, summary]),
  );
  const lines = table(rows, width - 2);
  let next = 0;
  return categories
    .map((category) => {
      const count = manifests.filter((each) => each.category === category).length;
      next += count;
      return [style.bold(category), ...lines.slice(next - count, next).map((line) => `  ${line}`)].join('\n');
    })
    .join('\n');
}
