import { createView, type View } from '../../view/view.ts';
import type { WindowSlots } from '../window-slot.ts';
import { createWorkspace, type Workspace, type WorkspaceNews } from '../workspace.ts';
import type { MemoryEngine } from './memory-engine.ts';

export type OpenWindow = { readonly workspace: Workspace; readonly view: View; readonly news: WorkspaceNews['type'][] };

/** Windows of one profile: each takes the least free number until it is killed. */
export function createWindows(engine: MemoryEngine) {
  const held = new Set<string>();
  return {
    held,
    open: (tabs: readonly string[] = []): OpenWindow & { readonly slot: string } => {
      let number = 0;
      while (held.has(`window${number}`)) number += 1;
      const slot = `window${number}`;
      held.add(slot);
      const slots: WindowSlots = { own: async () => slot, held: async () => new Set(held) };
      const view = createView({ read: () => JSON.stringify({ tabs }), write: () => undefined });
      const workspace = createWorkspace({ client: engine.client, view, now: () => Date.now(), slots });
      const news: WorkspaceNews['type'][] = [];
      workspace.onNews(({ type }) => news.push(type));
      return { workspace, view, news, slot };
    },
  };
}
