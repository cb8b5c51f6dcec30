import type { ServerProcess } from './server-process.ts';

/** Sends a request and gives the answer's JSON. Throws what the server refuses. */
export async function send<T>(server: ServerProcess, method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${server.url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${text}`);
  return JSON.parse(text) as T;
}

/** Starts runs of a stored workflow, some at once. */
export async function startRuns(server: ServerProcess, workflow: string, count: number): Promise<void> {
  let left = count;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await send(server, 'POST', '/api/runs', { workflow });
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
}
