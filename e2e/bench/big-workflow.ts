export type BigWorkflow = {
  readonly format: 1;
  readonly id: string;
  readonly name: string;
  readonly layout?: unknown;
  readonly tasks: Record<string, unknown>;
};

/** A workflow of `count` tasks: chains of ten that fan out from every tenth task and come together again. Without a layout. */
export function bigWorkflow(id: string, count: number): BigWorkflow {
  const tasks: Record<string, unknown> = {};
  for (let index = 0; index < count; index += 1) {
    const needs = needsOf(index).map((need) => `t${need}`);
    tasks[`t${index}`] = {
      type: index % 3 === 0 ? 'http.request' : 'data.set',
      name: `Task ${index}`,
      ...(index % 3 === 0 ? { with: { url: `https://api.example.test/items/${index}` } } : { with: { values: { index } } }),
      ...(needs.length > 0 ? { needs } : {}),
    };
  }
  return { format: 1, id, name: `${count} tasks`, tasks };
}

function needsOf(index: number): readonly number[] {
  if (index === 0) return [];
  if (index % 10 === 0) return [index - 10];
  return index % 10 === 9 ? [index - 1, index - 5] : [index - 1];
}
