import type { Json } from '../workflow/json.ts';
import type { Definitions, DefinitionText } from './definitions.ts';

export function createMemoryDefinitions(now: () => number): Definitions {
  const byId = new Map<string, DefinitionText>();
  const versions = new Map<string, Json>();
  return {
    list: async () => [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    get: async (id) => byId.get(id) ?? null,
    save: async (id, text) => {
      byId.set(id, { id, text, modifiedAt: now() });
    },
    delete: async (id) => (byId.delete(id) ? `memory:${id}` : null),
    keepVersion: async (hash, workflow) => {
      versions.set(hash, workflow);
    },
    version: async (hash) => versions.get(hash) ?? null,
  };
}
