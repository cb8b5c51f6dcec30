// What refers to blobs, found in the JSON text of events and results: any string that could be the hash of one. That keeps what a task has
// hidden in its output as well as what events name themselves; a hash that is none keeps nothing.
const quotedHash = /"[0-9a-f]{64}"/g;

/** Each once. `except`: the definition of a run, which is named by a hash too. */
export function blobsNamedIn(text: string, except: string | null = null): readonly string[] {
  const found = text.match(quotedHash);
  if (!found) return none;
  const hashes = new Set(found.map((quoted) => quoted.slice(1, -1)));
  if (except !== null) hashes.delete(except);
  return [...hashes];
}

const none: readonly string[] = [];
