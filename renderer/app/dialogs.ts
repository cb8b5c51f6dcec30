import { createStore, type StoreApi } from 'zustand/vanilla';

export type Confirmation = {
  readonly title: string;
  readonly text: string;
  /** Verbs, the safest last: "Delete". Cancel is always there. */
  readonly choices: readonly { readonly id: string; readonly label: string; readonly kind?: 'danger' | 'primary' }[];
};

export type Prompt = {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly action: string;
  /** Why the text cannot be taken; null when it can. */
  readonly check?: (value: string) => string | null;
};

/** `name` is one of the shell's own dialogs: 'palette', 'shortcuts', 'templates', 'run', 'import', …; `about`: what it is to be about. */
export type OpenDialog =
  | { readonly kind: 'confirm'; readonly confirmation: Confirmation; readonly answer: (choice: string | null) => void }
  | { readonly kind: 'prompt'; readonly prompt: Prompt; readonly answer: (value: string | null) => void }
  | { readonly kind: 'named'; readonly name: string; readonly about?: string };

/** One dialog at a time; a new one answers the one before with null. */
export type Dialogs = {
  readonly store: StoreApi<{ readonly dialog: OpenDialog | null }>;
  readonly confirm: (confirmation: Confirmation) => Promise<string | null>;
  readonly prompt: (prompt: Prompt) => Promise<string | null>;
  readonly open: (name: string, about?: string) => void;
  readonly close: () => void;
};

export function createDialogs(): Dialogs {
  const store = createStore<{ readonly dialog: OpenDialog | null }>(() => ({ dialog: null }));
  const show = (dialog: OpenDialog | null) => {
    const { dialog: before } = store.getState();
    if (before && before.kind !== 'named') before.answer(null);
    store.setState({ dialog });
  };
  const finish = () => store.setState({ dialog: null });
  return {
    store,
    confirm: (confirmation) =>
      new Promise((resolve) => {
        show({
          kind: 'confirm',
          confirmation,
          answer: (choice) => {
            finish();
            resolve(choice);
          },
        });
      }),
    prompt: (prompt) =>
      new Promise((resolve) => {
        show({
          kind: 'prompt',
          prompt,
          answer: (value) => {
            finish();
            resolve(value);
          },
        });
      }),
    open: (name, about) => show({ kind: 'named', name, ...(about === undefined ? {} : { about }) }),
    close: () => show(null),
  };
}
