import { beforeEach, describe, expect, it } from 'vitest';
import { labelOf } from '../app/command.ts';
import { icons } from '../ui/icons.ts';
import { modeOf } from '../view/view.ts';
import { commands, runCommand } from './registry.ts';
import { openTestWindow, type TestWindow } from './testing/test-services.ts';

let window: TestWindow;
beforeEach(() => {
  window = openTestWindow();
});
const run = (id: string) => runCommand(id, window.services);
const view = () => window.services.view.getState();

describe('commands of the view', () => {
  it('show the workflow in front as canvas, as code, or as both', async () => {
    expect(await run('view.code')).toBe(false);
    await run('file.new');
    for (const mode of ['code', 'split', 'design'] as const) {
      await run(`view.${mode}`);
      expect(modeOf(view(), 'new-workflow')).toBe(mode);
    }
  });

  it('open and close panels, and say which', async () => {
    const label = () =>
      commands
        .filter(({ id }) => id === 'view.side')
        .map((command) => labelOf(command, window.services))
        .join();
    expect([view().isSideOpen, label()]).toEqual([true, 'Hide the side panel']);
    await run('view.side');
    expect([view().isSideOpen, label()]).toEqual([false, 'Show the side panel']);
    await run('view.drawer');
    await run('view.inspector');
    expect([view().isDrawerOpen, view().isInspectorOpen]).toEqual([true, false]);
  });

  it('choose a theme that is not chosen already', async () => {
    await run('view.theme.dark');
    expect(view().theme).toBe('dark');
    expect(await run('view.theme.dark')).toBe(false);
  });

  it('go from tab to tab in a circle', async () => {
    for (let count = 0; count < 3; count += 1) await run('file.new');
    const seen = [];
    for (let count = 0; count < 3; count += 1) {
      await run('go.nextWorkflow');
      seen.push(view().active);
    }
    expect(seen).toEqual(['new-workflow', 'new-workflow-2', 'new-workflow-3']);
    await run('go.previousWorkflow');
    await run('go.previousWorkflow');
    await run('go.previousWorkflow');
    expect(view().active).toBe('new-workflow-3');
  });

  it('open the dialogs of the shell', async () => {
    for (const [id, name] of [
      ['help.palette', 'palette'],
      ['help.shortcuts', 'shortcuts'],
      ['file.import', 'import'],
      ['file.templates', 'templates'],
    ] as const) {
      await run(id);
      expect(window.services.dialogs.store.getState().dialog).toEqual({ kind: 'named', name });
    }
  });
});

describe('every command', () => {
  it('has a label, can be asked whether it can be done with nothing open, and has an icon that there is', () => {
    for (const command of commands) {
      expect(labelOf(command, window.services), command.id).not.toBe('');
      expect(typeof command.isEnabled(window.services), command.id).toBe('boolean');
      if (command.icon) expect(Object.hasOwn(icons, command.icon), `${command.icon} of ${command.id}`).toBe(true);
    }
  });
});
