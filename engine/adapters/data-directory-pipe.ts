// Windows: the lock is a named pipe, whose name comes from the directory's path. The system lets one process make a pipe of a name, and takes
// the name back when that process ends.
import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import { err, ok, type Result } from '../workflow/result.ts';
import { askHolder, type FoundHolder, type Holder } from './data-directory-holder.ts';
import type { Listen } from './data-directory-sockets.ts';

export async function claimPipe(dataDir: string, listen: Listen): Promise<Result<Server, Holder>> {
  const server = await listen(pipeOf(dataDir));
  return server ? ok(server) : err((await findPipeHolder(dataDir))?.holder ?? { pid: null, isAnswering: false });
}

export async function findPipeHolder(dataDir: string): Promise<FoundHolder | null> {
  const address = pipeOf(dataDir);
  const holder = await askHolder(address);
  return typeof holder === 'string' ? null : { holder, address, close: async () => undefined };
}

function pipeOf(dataDir: string): string {
  return `\\\\.\\pipe\\millrace-${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}`;
}
