import type { Json, JsonObject } from '../../workflow/json.ts';
import type { CallContext } from './context.ts';
import { procedures } from './procedures.ts';
import { granted, refusal } from './refusals.ts';

const { secrets, environments, settings } = procedures;

export const settingsProcedures = {
  secrets: {
    list: secrets.list.handler(async ({ context }) => ({ secrets: granted(await context.api.engine.secrets.names()) })),
    set: secrets.set.handler(async ({ context, input: { name, value } }) => {
      granted(await context.api.engine.secrets.set(name, value));
      return { name };
    }),
    delete: secrets.delete.handler(async ({ context, input: { name } }) => {
      if (!granted(await context.api.engine.secrets.delete(name))) throw refusal('secret_not_found', `There is no stored secret ${name}`);
      return { name };
    }),
  },
  environments: {
    list: environments.list.handler(async ({ context }) => ({ environments: await allOf(context) })),
    get: environments.get.handler(async ({ context, input: { name } }) => {
      const all = await allOf(context);
      const found = Object.hasOwn(all, name) ? all[name] : undefined;
      return found ?? noEnvironment(name);
    }),
    save: environments.save.handler(async ({ context, input: { name, vars } }) => {
      granted(await context.api.engine.environments.save(name, vars as JsonObject));
      return { name };
    }),
    delete: environments.delete.handler(async ({ context, input: { name } }) => {
      return granted(await context.api.engine.environments.delete(name)) ? { name } : noEnvironment(name);
    }),
    setVar: environments.setVar.handler(async ({ context, input: { name, variable, value } }) => {
      granted(await context.api.engine.environments.setVar(name, variable, value as Json));
      return { name };
    }),
    deleteVar: environments.deleteVar.handler(async ({ context, input: { name, variable } }) => {
      if (granted(await context.api.engine.environments.deleteVar(name, variable))) return { name };
      throw refusal('variable_not_found', `The environment ${name} has no variable ${variable}`);
    }),
  },
  settings: {
    get: settings.get.handler(({ context }) => context.api.engine.settings.get()),
    save: settings.save.handler(async ({ context, input }) => {
      granted(await context.api.engine.settings.save(input.settings as JsonObject));
      return { settings: input.settings };
    }),
  },
};

async function allOf({ api }: CallContext) {
  return granted(await api.engine.environments.list());
}

function noEnvironment(name: string): never {
  throw refusal('environment_not_found', `There is no environment ${name}`);
}
