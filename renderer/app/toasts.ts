import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../engine/workflow/failure.ts';

export type Toast = {
  readonly id: number;
  readonly kind: 'info' | 'success' | 'error' | 'question';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
};

/** Short messages about what just happened. Errors and questions stay until they are put away; what is told again is there once. */
export type Toasts = {
  readonly store: StoreApi<readonly Toast[]>;
  readonly tell: (text: string, action?: Toast['action']) => void;
  readonly tellSuccess: (text: string, action?: Toast['action']) => void;
  /** For what is to be decided at leisure: a dialog would come into the middle of something. */
  readonly ask: (text: string, action: NonNullable<Toast['action']>) => void;
  readonly tellFailure: (failure: Pick<Failure, 'message'>, action?: Toast['action']) => void;
  readonly dismiss: (id: number) => void;
};

const mostToasts = 4;

export function createToasts(): Toasts {
  const store = createStore<readonly Toast[]>(() => []);
  let next = 1;
  const add = (toast: Omit<Toast, 'id'>) => {
    const id = next++;
    const others = store.getState().filter(({ kind, text }) => kind !== toast.kind || text !== toast.text);
    store.setState([...others, { ...toast, id }].slice(-mostToasts), true);
  };
  const withAction = (action: Toast['action']) => (action ? { action } : {});
  return {
    store,
    tell: (text, action) => add({ kind: 'info', text, ...withAction(action) }),
    tellSuccess: (text, action) => add({ kind: 'success', text, ...withAction(action) }),
    ask: (text, action) => add({ kind: 'question', text, action }),
    tellFailure: ({ message }, action) => add({ kind: 'error', text: message, ...withAction(action) }),
    dismiss: (id) =>
      store.setState(
        store.getState().filter((toast) => toast.id !== id),
        true,
      ),
  };
}
