// One invocation: from the arguments to the exit code. Every message that ends a command passes through here.
import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { exitQuietlyOnClosedPipe, flush, note } from './console.ts';
import { exitCode } from './exit-code.ts';
import { createProgram } from './program.ts';
import { styleFor } from './terminal/style.ts';
import { plainText } from './terminal/text.ts';

/** Ends the process: what a command left open (sockets, threads) must not keep it alive. */
export async function runCli(argv: readonly string[]): Promise<never> {
  exitQuietlyOnClosedPipe();
  if (argv.includes('--no-color')) process.env.NO_COLOR = '1';
  try {
    await createProgram().parseAsync(argv);
  } catch (thrown) {
    process.exitCode = report(thrown);
  }
  await flush();
  process.exit();
}

function report(thrown: unknown): number {
  if (process.env.MILLRACE_DEBUG && thrown instanceof Error) note(thrown.stack ?? thrown.message);
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCode.ok : exitCode.badInput;
  const label = styleFor(process.stderr).bad('error:');
  if (thrown instanceof CliError) {
    note(`${label} ${plainText(thrown.message)}`);
    return thrown.exitCode;
  }
  const message = plainText(thrown instanceof Error ? thrown.message : String(thrown));
  note(`${label} Millrace itself failed: ${message}\nPlease report this. MILLRACE_DEBUG=1 shows where it happened.`);
  return exitCode.failed;
}
