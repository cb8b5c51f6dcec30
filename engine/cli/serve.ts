// `millrace serve`: from the options to a server that runs until it is told to stop.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findApiToken } from '../api/api-token.ts';
import { findPages } from '../api/http/pages.ts';
import { createServerLog, type ServerLog } from '../api/http/server-log.ts';
import { type RunningServer, startServer } from '../api/start-server.ts';
import { CliError } from './cli-error.ts';
import type { ServeOptions } from './commands/serve.ts';
import { note, print, printJsonLine } from './console.ts';
import { dataDirectory } from './data-directory.ts';
import { type ExitCode, exitCode } from './exit-code.ts';

/** For requests and tasks that go on when the server is told to stop. */
const graceMs = 10_000;

export async function serve(options: ServeOptions): Promise<ExitCode> {
  const dataDir = dataDirectory(options.dataDir);
  const found = await findApiToken(dataDir, process.env.MILLRACE_TOKEN);
  if (!found.ok) throw new CliError(found.failure.message);
  const { token, file } = found.value;
  const log = createServerLog(note, Date.now);
  const stopped = whenToldToStop(log);
  const pages = await findPages(fileURLToPath(new URL('../renderer', import.meta.url)));
  const templates = fileURLToPath(new URL('../../resources/templates', import.meta.url));
  const { host, port, slots } = options;
  const started = await startServer({ host, port, token, log, pages, templates, dataDir, slots, now: Date.now });
  if (!started.ok) throw new CliError(started.failure.message, exitCode.cannotStart);
  const server = started.value;
  const address = { url: server.url, token, dataDir };
  tellStart(server, { log, host });
  if (options.json) printJsonLine(address);
  else print(readyText({ ...address, file, hasApp: pages.files.has('/') }));
  if (options.open) openBrowser(pages.files.has('/') ? `${server.url}/#token=${token}` : `${server.url}/api/`);
  const signal = await stopped;
  log.always('info', 'stopping', { signal });
  await server.stop(graceMs);
  log.always('info', 'stopped');
  return exitCode.ok;
}

function tellStart({ url, report }: RunningServer, { log, host }: { readonly log: ServerLog; readonly host: string }): void {
  log.always('info', 'ready', { url, recovered: report.recovered.length });
  for (const warning of report.warnings) log.always('warn', warning);
  if (!isLoopback(host)) {
    log.always(
      'warn',
      'reachable from the network, without encryption: whoever has the token can run commands here. Put a proxy with TLS before it',
      { host },
    );
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

type Ready = {
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
  readonly file: string | null;
  readonly hasApp: boolean;
};

function readyText({ url, token, dataDir, file, hasApp }: Ready): string {
  return [
    `Millrace serves ${url}`,
    ...(hasApp ? [`  open      ${url}/#token=${token}`] : []),
    `  API       ${url}/api/`,
    `  token     ${file ?? 'from MILLRACE_TOKEN'}`,
    `  data      ${dataDir}`,
    'Ctrl+C stops it.',
  ].join('\n');
}

/** The first signal ends it in good order, the second at once. */
function whenToldToStop(log: ServerLog): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isStopping = false;
    const onSignal = (signal: NodeJS.Signals) => {
      if (isStopping) {
        log.always('warn', 'stopped at once', { signal });
        process.exit(exitCode.interrupted);
      }
      isStopping = true;
      resolve(signal);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open', url] : process.platform === 'win32' ? ['explorer.exe', url] : ['xdg-open', url];
  const child = spawn(command ?? '', args, { stdio: 'ignore', detached: true });
  child.once('error', () => note(`No browser could be opened. Open ${url.replace(/#.*/, '')} yourself.`));
  child.unref();
}
