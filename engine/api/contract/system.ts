// What the server is and holds.
import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { procedure } from './procedure.ts';
import { systemState, taskType } from './shapes.ts';

export const tasks = {
  list: procedure
    .route({ method: 'GET', path: '/tasks', tags: ['tasks'], summary: 'Read the task catalog' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(z.strictObject({ tasks: z.array(taskType).readonly() })),
};

export const blobs = {
  get: procedure
    .route({
      method: 'GET',
      path: '/blobs/{hash}',
      tags: ['blobs'],
      summary: 'Read a large value',
      description: 'Results above 64 KiB are kept by the SHA-256 of their JSON text.',
    })
    .errors(errorsOf('blob_not_found'))
    .input(z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal') }))
    .output(z.file()),
};

export const system = {
  get: procedure
    .route({ method: 'GET', path: '/system', tags: ['system'], summary: 'Read what this server is' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(systemState),
};
