import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';
import { decodeChunks, readChunks } from './file-chunks.ts';
import { parseJson } from './text-content.ts';

const maxLineLength = 16 * 1024 * 1024;

/** Batches of the values of a JSON lines file; memory does not grow with the file. Empty lines are passed over. Throws `TaskFailure`. */
export async function* readJsonLines(files: Files, path: string, signal: AbortSignal): AsyncGenerator<Json[]> {
  let line = 0;
  for await (const lines of readLines(files, path, signal)) {
    const values: Json[] = [];
    for (const text of lines) {
      line += 1;
      if (text.trim() !== '') values.push(parseJson(text, `Line ${line} of ${JSON.stringify(path)}`));
    }
    if (values.length > 0) yield values;
  }
}

async function* readLines(files: Files, path: string, signal: AbortSignal): AsyncGenerator<string[]> {
  let rest = '';
  for await (const text of decodeChunks(readChunks(files, path, signal), 'utf-8', path)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxLineLength) throw lineTooLong(path);
    yield lines;
  }
  yield [rest];
}

function lineTooLong(path: string): TaskFailure {
  const message = `${JSON.stringify(path)} has a line of more than 16 MB. JSON lines hold one value per line; check that it is such a file.`;
  return new TaskFailure(userFailure('invalid_json', message, { path }));
}
