import { useCallback, useEffect, useState } from 'react';
import { failureOf } from '../api/failure.ts';
import { useServices } from '../app/services.ts';
import type { Folders } from './tree-rows.ts';

const none: Folders = { names: [], places: {} };

/** The folders of the tree as they are stored, and how to change them. What cannot be stored is taken back and said. */
export function useFolders(): { readonly folders: Folders; readonly change: (next: Folders) => void } {
  const { client, toasts } = useServices();
  const [folders, setFolders] = useState(none);
  useEffect(() => {
    client.folders.get({}).then(setFolders, (thrown: unknown) => toasts.tellFailure(failureOf(thrown)));
  }, [client, toasts]);
  const change = useCallback(
    (next: Folders) => {
      setFolders((before) => {
        client.folders.save(next).catch((thrown: unknown) => {
          setFolders(before);
          toasts.tellFailure(failureOf(thrown));
        });
        return next;
      });
    },
    [client, toasts],
  );
  return { folders, change };
}
