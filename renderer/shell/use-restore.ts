import { useEffect, useState } from 'react';
import { useServices } from '../app/services.ts';

/** Opens the tabs of the last time; what is gone by now is left out. True when that is done. */
export function useRestore(): boolean {
  const { workspace, view, toasts } = useServices();
  const [isRestored, setRestored] = useState(false);
  useEffect(() => {
    void (async () => {
      const { tabs, active } = view.getState();
      const listed = await workspace.refresh();
      if (!listed.ok) toasts.tellFailure(listed.failure);
      const opened: string[] = [];
      for (const id of tabs) {
        const result = await workspace.open(id);
        if (result.ok) opened.push(id);
      }
      view.setState({ tabs: opened, active: active !== null && opened.includes(active) ? active : (opened[0] ?? null) });
      setRestored(true);
    })();
  }, [workspace, view, toasts]);
  return isRestored;
}
