// A window without a screen: everything real but the engine, the platform and what is drawn.
import type { Client } from '../../api/client.ts';
import { createDialogs, type OpenDialog } from '../../app/dialogs.ts';
import type { Services } from '../../app/services.ts';
import { createSurfaces } from '../../app/surfaces.ts';
import { createToasts } from '../../app/toasts.ts';
import { createMemoryEngine, type MemoryEngine } from '../../document/testing/memory-engine.ts';
import { createWorkspace } from '../../document/workspace.ts';
import { createRunState } from '../../run-state/create-run-state.ts';
import { ownPlace } from '../../run-state/stream-place.ts';
import { createMemoryRuns, type MemoryRuns } from '../../run-state/testing/memory-runs.ts';
import { createRunMarks } from '../../view/run-marks.ts';
import { createView } from '../../view/view.ts';

export type TestWindow = {
  readonly services: Services;
  readonly engine: MemoryEngine;
  readonly runs: MemoryRuns;
  /** What was saved to the person's disk, by name. */
  readonly files: Map<string, Blob>;
  /** Answers each question in turn: by the id of the choice, by text, or null to cancel. */
  readonly answer: (...answers: readonly (string | null)[]) => void;
  /** The questions that were asked. */
  readonly asked: readonly string[];
  readonly toasts: () => readonly string[];
};

export function openTestWindow(): TestWindow {
  const engine = createMemoryEngine();
  const runs = createMemoryRuns();
  const client = { ...engine.client, ...runs.client } as Client;
  const view = createView({ read: () => null, write: () => undefined });
  const dialogs = createDialogs();
  const toasts = createToasts();
  const files = new Map<string, Blob>();
  const answers: (string | null)[] = [];
  const asked: string[] = [];
  dialogs.store.subscribe(({ dialog }) => {
    if (!dialog || dialog.kind === 'named') return;
    asked.push(titleOf(dialog));
    const next = answers.shift() ?? null;
    const isRefused = dialog.kind === 'prompt' && next !== null && (dialog.prompt.check?.(next) ?? null) !== null;
    queueMicrotask(() => dialog.answer(isRefused ? null : next));
  });
  const services: Services = {
    client,
    view,
    marks: createRunMarks({ read: () => null, write: () => undefined }),
    dialogs,
    toasts,
    now: () => 0,
    surfaces: createSurfaces(),
    workspace: createWorkspace({
      client,
      view,
      now: () => Date.now(),
      slots: { own: async () => 'window0', held: async () => new Set(['window0']) },
    }),
    runs: createRunState({
      client,
      schedule: (task) => task(),
      sight: { isHidden: () => false, onChange: () => undefined },
      place: ownPlace,
    }),
    platform: {
      kind: 'browser',
      kept: { getItem: () => null, setItem: () => undefined },
      isMac: false,
      pickFiles: async () => [],
      saveFile: async (name, content) => files.set(name, content).has(name),
      showMenu: () => undefined,
      onRequest: () => undefined,
      setDirty: () => undefined,
    },
  };
  return {
    ...{ services, engine, runs, files, asked },
    answer: (...next) => void answers.push(...next),
    toasts: () => toasts.store.getState().map(({ text }) => text),
  };
}

function titleOf(dialog: Exclude<OpenDialog, { kind: 'named' }>): string {
  return dialog.kind === 'confirm' ? dialog.confirmation.title : dialog.prompt.title;
}
