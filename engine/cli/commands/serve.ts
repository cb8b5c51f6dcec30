import { type Command, InvalidArgumentError } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, parseCount, perform } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';

export type ServeOptions = DataDirOptions &
  JsonOptions & {
    readonly port: number;
    readonly host: string;
    readonly open?: boolean;
    readonly slots?: number;
  };

const defaultPort = 4400;
const highestPort = 65_535;

export function serveCommand(): Command {
  const command = createCommand('serve', 'Runs the engine as a server with an HTTP API', [
    ['millrace serve', 'on this machine alone, at http://127.0.0.1:4400'],
    ['millrace serve --port 0 --json', 'any free port; one line { "url", "token", "dataDir" } when it is ready'],
    ['curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:4400/api/runs', 'every request needs the token'],
  ])
    .option('-p, --port <port>', 'where to listen; 0 is any free port', parsePort, defaultPort)
    .option('--host <address>', 'address to listen on; any but loopback lets others on the network in', '127.0.0.1')
    .option('--open', 'open it in the browser')
    .option('--slots <n>', 'how many attempts at once (default: twice the processors)', parseCount)
    .addOption(dataDirOption())
    .addOption(jsonOption('the line that tells it is ready'))
    .addHelpText('after', serveHelp);
  return perform(command, async (options: ServeOptions): Promise<ExitCode> => {
    const { serve } = await import('../serve.ts');
    return await serve(options);
  });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= highestPort) return port;
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${highestPort}.`);
}

const serveHelp = `
The token is made at the first start and kept in <data>/api-token, readable by its owner alone;
MILLRACE_TOKEN gives another one. The API documents itself at /api/. Its log goes to stderr as JSON lines.
Ctrl+C or a TERM ends it: what runs is stopped, and goes on at the next start.`;
