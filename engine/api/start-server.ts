// A server as one thing: the API over HTTP with an engine behind it.
import { version } from '../../package.json';
import { createEngine, type StartReport } from '../host/engine.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { createApi } from './create-api.ts';
import { type ApiServer, type HttpOptions, startHttp } from './http/http.ts';
import { inUrl, isAnyAddress } from './http/request-guard.ts';
import { createOwnerDoor } from './owner-door.ts';

export type ServerOptions = HttpOptions & {
  readonly dataDir: string;
  readonly slots?: number | undefined;
  /** Absolute folder of the workflows that come with Millrace. */
  readonly templates?: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

export type RunningServer = {
  /** `http://127.0.0.1:4400` */
  readonly url: string;
  readonly report: StartReport;
  /** Requests and attempts that go on get `graceMs` to end; unfinished runs go on at the next start. */
  readonly stop: (graceMs: number) => Promise<void>;
};

/** Listens first: the engine must know its port, which its network tasks never reach. */
export async function startServer(options: ServerOptions): Promise<Result<RunningServer, Failure>> {
  const { host, port, dataDir, slots, log, now } = options;
  let http: ApiServer;
  try {
    http = await startHttp(options);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return err(
      userFailure('cannot_listen', `${inUrl(host)}:${port} cannot be listened on: ${reason}. Choose another with --port or --host`),
    );
  }
  const door = createOwnerDoor(dataDir, log);
  const engine = createEngine({ dataDir, ownPorts: [http.port], door: door.handle, ...(slots === undefined ? {} : { slots }) });
  const started = await engine.start();
  if (!started.ok) {
    await http.close(0);
    return started;
  }
  const api = createApi(engine, { version, dataDir, pid: process.pid, startedAt: now() }, options.templates ?? null);
  http.open(api);
  door.open(api);
  return ok({
    url: `http://${inUrl(isAnyAddress(host) ? '127.0.0.1' : host)}:${http.port}`,
    report: started.value,
    stop: async (graceMs) => {
      await http.close(graceMs);
      await engine.stop({ graceMs });
    },
  });
}
