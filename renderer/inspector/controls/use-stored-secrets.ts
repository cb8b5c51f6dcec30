import { useState } from 'react';
import { useServices } from '../../app/services.ts';

const none: readonly string[] = [];

/** Names of the secrets in the engine's store, asked for when somebody is about to write one. */
export function useStoredSecrets(): { readonly names: readonly string[]; readonly ask: () => void } {
  const { client } = useServices();
  const [names, setNames] = useState(none);
  const ask = () => {
    client.secrets.list({}).then(
      ({ secrets }) => setNames(secrets),
      // Suggestions only: without them the names of the workflow are there.
      () => setNames(none),
    );
  };
  return { names, ask };
}
