// Procedures for what is set once and used by many runs: secrets, environments, settings.
import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { procedure } from './procedure.ts';
import { jsonObject } from './shapes.ts';

const secretName = z.string().min(1).max(64);
const byName = z.strictObject({ name: z.string().min(1).max(64) });
const byVariable = byName.extend({ variable: z.string().min(1).max(64) });
const done = z.strictObject({ name: z.string() });
const vars = jsonObject.meta({ description: 'Values by the names of their variables.' });

export const secrets = {
  list: procedure
    .route({
      method: 'GET',
      path: '/secrets',
      tags: ['secrets'],
      summary: 'List the names of the secrets',
      description: 'Those of `MILLRACE_SECRET_…` variables of this server included. Values are never shown.',
    })
    .errors(errorsOf('refused'))
    .input(z.strictObject({}))
    .output(z.strictObject({ secrets: z.array(z.string()).readonly() })),
  set: procedure
    .route({ method: 'PUT', path: '/secrets/{name}', tags: ['secrets'], summary: 'Store a secret' })
    .errors(errorsOf('bad_name', 'refused'))
    .input(z.strictObject({ name: secretName, value: z.string().max(1024 * 1024) }))
    .output(done),
  delete: procedure
    .route({ method: 'DELETE', path: '/secrets/{name}', tags: ['secrets'], summary: 'Delete a secret' })
    .errors(errorsOf('secret_not_found', 'refused'))
    .input(z.strictObject({ name: secretName }))
    .output(done),
};

export const environments = {
  list: procedure
    .route({ method: 'GET', path: '/environments', tags: ['environments'], summary: 'Read the environments' })
    .errors(errorsOf('refused'))
    .input(z.strictObject({}))
    .output(z.strictObject({ environments: z.record(z.string(), z.strictObject({ vars })) })),
  get: procedure
    .route({ method: 'GET', path: '/environments/{name}', tags: ['environments'], summary: 'Read an environment' })
    .errors(errorsOf('environment_not_found', 'refused'))
    .input(byName)
    .output(z.strictObject({ vars })),
  save: procedure
    .route({ method: 'PUT', path: '/environments/{name}', tags: ['environments'], summary: 'Store an environment with all its variables' })
    .errors(errorsOf('bad_name', 'refused'))
    .input(byName.extend({ vars }))
    .output(done),
  delete: procedure
    .route({ method: 'DELETE', path: '/environments/{name}', tags: ['environments'], summary: 'Delete an environment' })
    .errors(errorsOf('environment_not_found', 'refused'))
    .input(byName)
    .output(done),
  setVar: procedure
    .route({
      method: 'PUT',
      path: '/environments/{name}/vars/{variable}',
      tags: ['environments'],
      summary: 'Set a variable of an environment, which is made when there is none',
    })
    .errors(errorsOf('bad_name', 'refused'))
    .input(byVariable.extend({ value: z.json() }))
    .output(done),
  deleteVar: procedure
    .route({
      method: 'DELETE',
      path: '/environments/{name}/vars/{variable}',
      tags: ['environments'],
      summary: 'Remove a variable from an environment',
    })
    .errors(errorsOf('variable_not_found', 'refused'))
    .input(byVariable)
    .output(done),
};

const settingsObject = jsonObject.meta({
  description: '`slots`, `pools`, `defaultPoolSlots`, and `history` with `keepRuns`, `keepDays`, `keepBytes`. Read when the engine starts.',
});

export const settings = {
  get: procedure
    .route({ method: 'GET', path: '/settings', tags: ['system'], summary: 'Read the settings of the engine' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(
      z.strictObject({
        settings: settingsObject,
        damage: z.string().nullable().meta({ description: 'Why the file is not what it should be, and counts as empty.' }),
      }),
    ),
  save: procedure
    .route({
      method: 'PUT',
      path: '/settings',
      tags: ['system'],
      summary: 'Replace the settings of the engine',
      description: 'They count from the next start on.',
    })
    .errors(errorsOf('invalid_settings'))
    .input(z.strictObject({ settings: settingsObject }))
    .output(z.strictObject({ settings: settingsObject })),
};
