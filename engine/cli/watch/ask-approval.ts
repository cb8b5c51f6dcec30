// Puts a waiting approval to the person at the terminal.

import { createInterface, type Interface } from 'node:readline/promises';
import type { Engine, WaitingApproval } from '../../host/engine.ts';
import { coerceInputText } from '../../workflow/inputs.ts';
import type { Json, JsonObject } from '../../workflow/json.ts';
import type { Input } from '../../workflow/schema.ts';
import { currentUser } from '../current-user.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { oneLine, plainText } from '../terminal/text.ts';

/** Asks until the engine takes the answer. Gives up quietly when the run ends meanwhile or the input is closed. */
export async function askApproval(engine: Engine, approval: WaitingApproval, signal: AbortSignal): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // While readline has the terminal, Ctrl+C reaches it as a key and not the process as a signal.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const style = styleFor(process.stdout);
  try {
    show(approval, style);
    for (;;) {
      const answer = await readAnswer(terminal, approval, { signal, style });
      const decided = await engine.decide(approval.run, approval.path, answer);
      if (decided.ok || signal.aborted) return;
      process.stdout.write(`${style.bad(plainText(decided.failure.message))}\n`);
    }
  } catch (thrown) {
    if (!isClosed(thrown)) throw thrown;
  } finally {
    terminal.close();
  }
}

function show({ title, message, path }: WaitingApproval, style: Style): void {
  process.stdout.write(`\n${style.waiting('?')} ${style.bold(oneLine(title))} ${style.dim(path)}\n`);
  if (message !== '') process.stdout.write(`${plainText(message)}\n`);
}

type Asking = { readonly signal: AbortSignal; readonly style: Style };
type Answer = { decision: 'approved' | 'rejected'; by: string; comment: string; values: JsonObject };

async function readAnswer(terminal: Interface, approval: WaitingApproval, { signal, style }: Asking): Promise<Answer> {
  const decision = await readDecision(terminal, signal);
  const values: [string, Json][] = [];
  if (decision === 'approved') {
    for (const [name, input] of Object.entries(approval.form)) {
      const value = await readValue(terminal, { name, input }, { signal, style });
      if (value !== undefined) values.push([name, value]);
    }
  }
  const comment = await terminal.question('Comment (may be empty): ', { signal });
  return { decision, by: currentUser(), comment: comment.trim(), values: Object.fromEntries(values) };
}

async function readDecision(terminal: Interface, signal: AbortSignal): Promise<'approved' | 'rejected'> {
  for (;;) {
    const answer = (await terminal.question('Approve? [y/n] ', { signal })).trim().toLowerCase();
    if (answer === 'y' || answer === 'yes') return 'approved';
    if (answer === 'n' || answer === 'no') return 'rejected';
  }
}

/** Undefined when nothing was typed: the default applies, or the engine says that it is missing. */
async function readValue(terminal: Interface, field: { name: string; input: Input }, { signal, style }: Asking): Promise<Json | undefined> {
  const { name, input } = field;
  for (;;) {
    const hint = input.default === undefined ? input.type : `${input.type}, default ${JSON.stringify(input.default)}`;
    const text = await terminal.question(`${oneLine(input.title ?? name)} (${oneLine(hint)}): `, { signal });
    if (text.trim() === '') return undefined;
    const value = coerceInputText(input, text.trim());
    if (value.ok) return value.value;
    process.stdout.write(`${style.bad(`It ${value.failure}.`)}\n`);
  }
}

function isClosed(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown }).code;
  return code === 'ABORT_ERR' || code === 'ERR_USE_AFTER_CLOSE';
}
