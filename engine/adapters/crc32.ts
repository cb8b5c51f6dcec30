import * as zlib from 'node:zlib';

/**
 * CRC-32 as gzip and PNG use it (polynomial 0xEDB88320, reflected): Node's own where there is one (20.15 and later), else by table. `before` is the
 * checksum of what stands before these bytes. */
export function crc32(bytes: Uint8Array, start = 0, end: number = bytes.length, before = 0): number {
  return native ? native(bytes.subarray(start, end), before) : crc32ByTable(bytes, start, end, before);
}

const native: ((bytes: Uint8Array, before: number) => number) | undefined = zlib.crc32;

/** One table look-up per byte. */
export function crc32ByTable(bytes: Uint8Array, start = 0, end: number = bytes.length, before = 0): number {
  let crc = ~before;
  for (let index = start; index < end; index += 1) crc = (table[(crc ^ (bytes[index] as number)) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const table = makeTable();

function makeTable(): Uint32Array {
  const made = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    made[byte] = crc >>> 0;
  }
  return made;
}
