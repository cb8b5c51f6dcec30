// `millrace runs approve`: one decision, then the run goes on.
import type { WaitingApproval } from '../host/engine.ts';
import { coerceInputText, unknownInputs } from '../workflow/inputs.ts';
import type { JsonObject } from '../workflow/json.ts';
import { bringOn } from './bring-on.ts';
import { CliError } from './cli-error.ts';
import { splitAssignment } from './command.ts';
import type { ApproveOptions } from './commands/runs/approve.ts';
import { currentUser } from './current-user.ts';
import type { ExitCode } from './exit-code.ts';
import type { OpenedEngine } from './opened-engine.ts';

export async function decideApproval(run: string, task: string | undefined, options: ApproveOptions): Promise<ExitCode> {
  return await bringOn(run, options, async (engine) => {
    const approval = await waitingApproval(engine, run, task);
    return await engine.decide(run, approval.path, {
      decision: options.reject ? 'rejected' : 'approved',
      by: options.by ?? currentUser(),
      ...(options.comment === undefined ? {} : { comment: options.comment }),
      values: formValues(approval, options.value ?? []),
    });
  });
}

async function waitingApproval(engine: OpenedEngine, run: string, task: string | undefined): Promise<WaitingApproval> {
  const waiting = (await engine.approvals()).filter((approval) => approval.run === run);
  const [only] = waiting;
  if (!only) throw new CliError(`No task of run ${run} waits for a decision. See: millrace runs show ${run}`);
  const paths = waiting.map(({ path }) => path).join(', ');
  if (task === undefined) {
    if (waiting.length > 1) throw new CliError(`Several tasks wait for a decision; name one of them: ${paths}`);
    return only;
  }
  const found = waiting.find(({ path }) => path === task);
  if (!found) throw new CliError(`The task ${task} does not wait for a decision. These do: ${paths}`);
  return found;
}

function formValues({ form }: WaitingApproval, texts: readonly string[]): JsonObject {
  const pairs = texts.map((text) => splitAssignment(text, '--value'));
  const unknown = unknownInputs(form, Object.fromEntries(pairs));
  if (unknown.length > 0) throw new CliError(unknown.map(({ message }) => message.replace('no input', 'no form field')).join('\n'));
  return Object.fromEntries(
    pairs.map(([name, text]) => {
      const input = form[name];
      const value = input && coerceInputText(input, text);
      if (value?.ok) return [name, value.value];
      throw new CliError(`The form field \`${name}\` ${value?.failure ?? 'does not exist'}.`);
    }),
  );
}
