import { useEffect, useState } from 'react';
import { useServices } from '../app/services.ts';

const none: readonly string[] = [];

/** The names of the environments of the workspace, read anew when the window is looked at again and when `about` changes. */
export function useEnvironments(about: string | null): readonly string[] {
  const { client } = useServices();
  const [names, setNames] = useState(none);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who turns to another workflow may have made one for it meanwhile.
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      const listed = await client.environments.list({}).catch(() => null);
      if (isOver || !listed) return;
      const next = Object.keys(listed.environments).sort();
      setNames((before) => (before.join() === next.join() ? before : next));
    };
    const readNow = () => void read();
    readNow();
    window.addEventListener('focus', readNow);
    return () => {
      isOver = true;
      window.removeEventListener('focus', readNow);
    };
  }, [client, about]);
  return names;
}
