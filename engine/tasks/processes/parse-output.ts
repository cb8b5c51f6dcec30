import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';
import type { OutputCapture } from './output-capture.ts';

export const outputForms = ['text', 'lines', 'json'] as const;
export type OutputForm = (typeof outputForms)[number];

/** What a program has printed, in the form that was asked for. JSON that is none fails with `output_not_json`. */
export function parseOutput(output: OutputCapture, form: OutputForm): Json {
  const text = output.text();
  if (form === 'text') return text;
  return form === 'lines' ? splitLines(text) : parseJson(text, output);
}

/** Without line ends, and without the empty line that the last line end would make. */
function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function parseJson(text: string, output: OutputCapture): Json {
  if (output.isCut) {
    const message = `The output is larger than maxOutputBytes, so it cannot be read as JSON: it has ${output.totalBytes} bytes. Raise maxOutputBytes.`;
    throw new TaskFailure(userFailure('output_not_json', message, { sizeBytes: output.totalBytes }));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TaskFailure(userFailure('output_not_json', `The output is not JSON. ${explain(text, error)}`));
  }
}

function explain(text: string, error: unknown): string {
  if (text.trim() === '') return 'It is empty.';
  const reason = error instanceof Error ? error.message : String(error);
  return `${reason.slice(0, 200)}. It begins with ${JSON.stringify(text.slice(0, 100))}. Programs often have an option for JSON, and print messages to stderr.`;
}
