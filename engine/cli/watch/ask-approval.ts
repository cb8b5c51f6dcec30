// Puts a waiting approval to the person at the terminal.

import type { WaitingApproval } from '../../host/engine.ts';
import { coerceInputText } from '../../workflow/inputs.ts';
import type { Json, JsonObject } from '../../workflow/json.ts';
import type { Input } from '../../workflow/schema.ts';
import { currentUser } from '../current-user.ts';
import type { OpenedEngine } from '../opened-engine.ts';
import type { Style } from '../terminal/style.ts';
import { oneLine, plainText } from '../terminal/text.ts';
import { type Asking, atTerminal } from './at-terminal.ts';

/** Asks until the engine takes the answer. False when nobody answers: the input is closed, or the run ends meanwhile. */
export async function askApproval(engine: OpenedEngine, approval: WaitingApproval, ended: AbortSignal): Promise<boolean> {
  return await atTerminal(ended, (asking) => askUntilDecided(engine, approval, asking));
}

async function askUntilDecided(engine: OpenedEngine, approval: WaitingApproval, asking: Asking): Promise<boolean> {
  show(approval, asking.style);
  for (;;) {
    const answer = await readAnswer(approval, asking);
    const decided = await engine.decide(approval.run, approval.path, answer);
    if (decided.ok) return true;
    process.stdout.write(`${asking.style.bad(plainText(decided.failure.message))}\n`);
  }
}

function show({ title, message, path }: WaitingApproval, style: Style): void {
  process.stdout.write(`\n${style.waiting('?')} ${style.bold(oneLine(title))} ${style.dim(path)}\n`);
  if (message !== '') process.stdout.write(`${plainText(message)}\n`);
}

type Answer = { decision: 'approved' | 'rejected'; by: string; comment: string; values: JsonObject };

async function readAnswer(approval: WaitingApproval, asking: Asking): Promise<Answer> {
  const decision = await readDecision(asking);
  const values: [string, Json][] = [];
  if (decision === 'approved') {
    for (const [name, input] of Object.entries(approval.form)) {
      const value = await readValue({ name, input }, asking);
      if (value !== undefined) values.push([name, value]);
    }
  }
  const comment = await asking.terminal.question('Comment (may be empty): ', { signal: asking.signal });
  return { decision, by: currentUser(), comment: comment.trim(), values: Object.fromEntries(values) };
}

async function readDecision({ terminal, signal }: Asking): Promise<'approved' | 'rejected'> {
  for (;;) {
    const answer = (await terminal.question('Approve? [y/n] ', { signal })).trim().toLowerCase();
    if (answer === 'y' || answer === 'yes') return 'approved';
    if (answer === 'n' || answer === 'no') return 'rejected';
  }
}

/** Undefined when nothing was typed: the default applies, or the engine says that it is missing. */
async function readValue(field: { name: string; input: Input }, { terminal, signal, style }: Asking): Promise<Json | undefined> {
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
