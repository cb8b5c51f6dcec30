import { useEffect } from 'react';
import { commandGroups, labelOf } from '../app/command.ts';
import { type Services, useServices } from '../app/services.ts';
import { commands, runCommand } from '../commands/registry.ts';
import { isDirty } from '../document/session.ts';
import { importFiles } from '../workflows/import-files.ts';

/** Keeps the desktop's menu and its question at closing true, and does what the desktop asks for. */
export function usePlatform(): void {
  const services = useServices();
  useEffect(() => {
    const { platform, workspace, view, marks, runs } = services;
    platform.onRequest((request) => {
      if (request.type === 'command') void runCommand(request.id, services);
      else if (request.type === 'open-workflow') void openWorkflow(request.id, services);
      else void importFiles([request.file], services);
    });
    let isScheduled = false;
    let shownMenu = '';
    const update = () => {
      if (isScheduled) return;
      isScheduled = true;
      setTimeout(() => {
        isScheduled = false;
        platform.setDirty(Object.values(workspace.store.getState().sessions).some((session) => isDirty(session.store.getState())));
        if (platform.kind === 'desktop') showMenu();
      }, 100);
    };
    /** Runs change many times a second, what the menu says of them hardly ever. */
    const showMenu = () => {
      const menu = menuOf(services);
      const next = JSON.stringify(menu);
      if (next !== shownMenu) platform.showMenu(menu);
      shownMenu = next;
    };
    update();
    const stopWorkspace = workspace.store.subscribe((state) => {
      watchSessions(Object.values(state.sessions).map((session) => session.store));
      update();
    });
    const stops = [view.subscribe(update), marks.store.subscribe(update), runs.store.subscribe(update)];
    let stopSessions: (() => void)[] = [];
    function watchSessions(stores: readonly { readonly subscribe: (listener: () => void) => () => void }[]): void {
      for (const stop of stopSessions) stop();
      stopSessions = stores.map((store) => store.subscribe(update));
    }
    return () => {
      stopWorkspace();
      for (const stop of stops) stop();
      watchSessions([]);
    };
  }, [services]);
}

async function openWorkflow(id: string, { workspace, toasts }: Services): Promise<void> {
  const opened = await workspace.open(id);
  if (!opened.ok) toasts.tellFailure(opened.failure);
}

function menuOf(services: Services) {
  return commandGroups.flatMap((group) =>
    commands
      .filter((command) => command.group === group)
      .map((command) => ({
        id: command.id,
        label: labelOf(command, services),
        group,
        shortcut: command.shortcuts?.[0] ?? null,
        isEnabled: command.isEnabled(services),
      })),
  );
}
