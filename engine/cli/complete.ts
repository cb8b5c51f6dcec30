// What could come next on a command line, read from the command tree.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Argument, Command, Option } from 'commander';
import { dataDirectory } from './data-directory.ts';

export type Candidate = { readonly word: string; readonly about: string };

const files: Candidate = { word: ':files', about: '' };

/** `words` are those after the program's name; the last one is being typed and may be empty. */
export async function complete(program: Command, words: readonly string[]): Promise<readonly Candidate[]> {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { command, positionals, pending } = follow(program, before);
  const options = { dataDir: valueAfter(before, '--data-dir') };
  const all = pending ? await values(pending, options) : await nextWords(command, { typed, positionals, ...options });
  return all.filter(({ word }) => word === files.word || word.startsWith(typed));
}

type Place = { readonly command: Command; readonly positionals: number /** Its value comes next. */; readonly pending: Option | null };

function follow(program: Command, words: readonly string[]): Place {
  let command = program;
  let positionals = 0;
  let pending: Option | null = null;
  for (const word of words) {
    if (pending) pending = null;
    else if (word.startsWith('-')) pending = word.includes('=') ? null : optionThatWantsValue(command, word);
    else {
      const next = positionals === 0 ? visibleCommands(command).find((each) => each.name() === word) : undefined;
      if (next) command = next;
      else positionals += 1;
    }
  }
  return { command, positionals, pending };
}

function optionThatWantsValue(command: Command, word: string): Option | null {
  const option = command.options.find((each) => each.short === word || each.long === word);
  return option && (option.required || option.optional) ? option : null;
}

function visibleCommands(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}

type Typing = { readonly typed: string; readonly positionals: number; readonly dataDir: string | undefined };

async function nextWords(command: Command, { typed, positionals, dataDir }: Typing): Promise<readonly Candidate[]> {
  if (typed.startsWith('-')) return optionWords(command);
  const commands = positionals === 0 ? visibleCommands(command).map((each) => ({ word: each.name(), about: each.summary() })) : [];
  const argument = command.registeredArguments[positionals] ?? lastWhenVariadic(command.registeredArguments);
  return [...commands, ...(argument ? await values(argument, { dataDir }) : [])];
}

function lastWhenVariadic(known: readonly Argument[]): Argument | undefined {
  const last = known.at(-1);
  return last?.variadic ? last : undefined;
}

function optionWords(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap((option) => (option.long ? [{ word: option.long, about: option.description }] : []));
}

/** By the name that help shows: `<run>`, `<workflow>`, `<file>`. */
async function values(wanted: Argument | Option, options: { readonly dataDir: string | undefined }): Promise<readonly Candidate[]> {
  if (wanted.argChoices) return wanted.argChoices.map((word) => ({ word, about: '' }));
  const name = 'flags' in wanted ? (/[<[]([^>\].]+)/.exec(wanted.flags)?.[1] ?? '') : wanted.name();
  switch (name) {
    case 'file':
    case 'folder':
      return [files];
    case 'workflow':
      return await workflowIds(options.dataDir);
    case 'file|id':
      return [...(await workflowIds(options.dataDir)), files];
    case 'run':
      return await recentRuns(options.dataDir);
    case 'type':
      return await taskTypes();
    default:
      return [];
  }
}

/** From the names of the files: completion must not wait for an engine. */
async function workflowIds(dataDir: string | undefined): Promise<readonly Candidate[]> {
  const entries = await readdir(join(dataDirectory(dataDir), 'workflows')).catch(() => []);
  return entries.filter((entry) => entry.endsWith('.json')).map((entry) => ({ word: entry.slice(0, -'.json'.length), about: 'workflow' }));
}

async function recentRuns(dataDir: string | undefined): Promise<readonly Candidate[]> {
  const { withFiles } = await import('./open-engine.ts');
  try {
    const { runs } = await withFiles({ dataDir }, (engine) => engine.runs.list({ limit: 30 }));
    return runs.map((run) => ({ word: run.id, about: `${run.workflow}, ${run.status}` }));
  } catch {
    // A shell that completes has no place for an error: there is just nothing to offer.
    return [];
  }
}

async function taskTypes(): Promise<readonly Candidate[]> {
  const { taskManifests } = await import('../tasks/catalog.ts');
  return taskManifests.map(({ type, summary }) => ({ word: type, about: summary }));
}

function valueAfter(words: readonly string[], option: string): string | undefined {
  const at = words.lastIndexOf(option);
  return at === -1 ? undefined : words[at + 1];
}
