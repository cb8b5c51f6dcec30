// Small documents in the WfInstances format, for tests.

export type RecordedTask = { readonly id: string; readonly parents: readonly string[]; readonly seconds: number };

/** A document of schema 1.5, with the children that follow from the parents. */
export function recording(tasks: readonly RecordedTask[], name = 'recorded.json') {
  const childrenOf = new Map(tasks.map(({ id }) => [id, new Set<string>()]));
  for (const { id, parents } of tasks) for (const parent of parents) childrenOf.get(parent)?.add(id);
  return {
    name,
    schemaVersion: '1.5',
    workflow: {
      specification: {
        tasks: tasks.map(({ id, parents }) => ({ name: id, id, parents: [...parents], children: [...(childrenOf.get(id) ?? [])] })),
        files: [],
      },
      execution: { makespanInSeconds: 1, tasks: tasks.map(({ id, seconds }) => ({ id, runtimeInSeconds: seconds })) },
    },
  };
}
