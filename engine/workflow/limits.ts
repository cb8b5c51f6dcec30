/** Bounds of a document. Beyond them it is refused by name, before anything is built from it. */
export const limits = {
  textBytes: 5 * 1024 * 1024,
  tasks: 10_000,
  inputs: 1_000,
  triggers: 1_000,
  tests: 1_000,
  groupDepth: 16,
  jsonDepth: 64,
} as const;

/** Outputs above this size (in bytes of their JSON text) are kept as blobs. */
export const blobThresholdBytes = 64 * 1024;
