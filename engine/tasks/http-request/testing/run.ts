import { type Outside, systemOutside } from '../../network/http-client.ts';
import { createTestContext } from '../../testing/context.ts';
import { createHttpRequest } from '../execute.ts';
import { httpRequestParameters } from '../manifest.ts';

type Overrides = Parameters<typeof createTestContext>[0];

export type RunOptions = { readonly context?: ReturnType<typeof createTestContext>; readonly outside?: Outside } & {
  readonly overrides?: Overrides;
};

/** Parses the parameters as the engine does, runs the task, and gives its outcome. */
export async function runRequest(parameters: object, { context, outside = systemOutside, overrides = {} }: RunOptions = {}) {
  return await createHttpRequest(outside).execute(httpRequestParameters.parse(parameters), context ?? createTestContext(overrides));
}

/** The output of a run that must succeed. */
export async function outputOf(parameters: object, options: RunOptions = {}) {
  const outcome = await runRequest(parameters, options);
  if (outcome.type !== 'succeeded') throw new Error(`not succeeded: ${JSON.stringify(outcome)}`);
  return outcome.output as {
    status: number;
    headers: Record<string, string | string[]>;
    body: unknown;
    pages?: number;
    complete?: boolean;
  };
}

/** The failure of a run that must fail. */
export async function failureOf(parameters: object, options: RunOptions = {}) {
  const outcome = await runRequest(parameters, options);
  if (outcome.type !== 'failed') throw new Error(`not failed: ${JSON.stringify(outcome)}`);
  return outcome.failure;
}
