// Prints the SHA-256 of a file: the same on every system. Usage: node sha256.mjs <file>
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const hash = createHash('sha256');
await pipeline(createReadStream(process.argv[2]), hash);
console.log(JSON.stringify(hash.digest('hex')));
