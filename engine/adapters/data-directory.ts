// The lock that lets one process at a time write to a data directory, and the door at which others find that process.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { answerHolder, type FoundHolder, type Holder, holderText } from './data-directory-holder.ts';
import { claimPipe, findPipeHolder } from './data-directory-pipe.ts';
import { claimSocket, findSocketHolder } from './data-directory-sockets.ts';
import { makePrivateDirectory } from './durable-files.ts';

export type DirectoryLock = { readonly release: () => Promise<void> };

/** Answers HTTP requests of other processes that may open files of the directory. */
export type Door = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Holds the directory until released or until this process ends in whatever way: the operating system closes the socket, and one that nobody
 * listens on is taken over at once. Fails with `data_directory_in_use`, naming the holder.
 */
export async function lockDataDirectory(dataDir: string, door: Door = closedDoor): Promise<Result<DirectoryLock, Failure>> {
  await makePrivateDirectory(dataDir);
  const claim = process.platform === 'win32' ? claimPipe : claimSocket;
  const claimed = await claim(dataDir, (address) => listen(address, door));
  return claimed.ok ? ok({ release: () => close(claimed.value) }) : err(inUse(dataDir, claimed.failure));
}

/** Who has the directory now; null when nobody has. */
export function findHolder(dataDir: string): Promise<FoundHolder | null> {
  return process.platform === 'win32' ? findPipeHolder(dataDir) : findSocketHolder(dataDir);
}

function inUse(dataDir: string, holder: Holder): Failure {
  return userFailure(
    'data_directory_in_use',
    `${dataDir} is in use by ${holderText(holder)}. Stop it, or use another directory with --data-dir`,
  );
}

function closedDoor(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404).end();
}

/** Null when the address is taken. */
function listen(address: string, door: Door): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
      if (!answerHolder(request, response)) door(request, response);
    });
    server.on('checkContinue', door);
    server.unref();
    const isTaken = ({ code }: NodeJS.ErrnoException) => code === 'EADDRINUSE' || (code === 'EACCES' && process.platform === 'win32');
    server.once('error', (error) => (isTaken(error) ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
