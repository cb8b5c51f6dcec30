import { describe, expect, it } from 'vitest';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Services } from '../app/services.ts';
import type { CanvasSurface } from '../app/surfaces.ts';
import { nothingSelected, type Selection, selectTasks } from '../document/selection.ts';
import { createSession } from '../document/session.ts';
import { copySelected, cutSelected, pasteText } from './clipboard.ts';
import { findCommand, runCommand } from './registry.ts';

//  a ──► b ──► c      g [ x ]
const document: Workflow = {
  format: 1,
  id: 'test',
  tasks: {
    a: { type: 'data.set', with: { values: {} } },
    b: { type: 'data.set', needs: ['a'], with: { values: {} } },
    c: { type: 'data.set', needs: ['b'], with: { values: {} } },
    g: { type: 'group', retry: { attempts: 2 }, tasks: { x: { type: 'data.set', with: { values: {} } } } },
  },
  triggers: { nightly: { type: 'cron', schedule: '0 2 * * *' } },
  layout: { tasks: { a: [0, 0], b: [280, 8], c: [560, 0], g: [0, 200], 'g.x': [24, 56] }, notes: [{ text: 'n', at: [0, 400] }] },
};

function start(selection: Selection = nothingSelected, answer: string | null = null) {
  const session = createSession({ id: 'test', text: printWorkflow(document), saved: null, now: () => 0 });
  session.select(selection);
  const told: string[] = [];
  const asked: string[] = [];
  const shown: (readonly string[])[] = [];
  const box = ([x, y]: readonly number[]) => ({ x: x ?? 0, y: y ?? 0, width: 208, height: 56 });
  const canvas = {
    settled: (workflow: Workflow) => workflow,
    boxes: () => new Map(Object.entries(session.store.getState().workflow.layout?.tasks ?? {}).map(([path, at]) => [path, box(at)])),
    dropPoint: () => ({ group: '', at: [800, 800] }),
    editNote: (index: number) => asked.push(`note ${index}`),
    showSelected: () => shown.push(session.store.getState().selection.tasks),
  } as unknown as CanvasSurface;
  const services = {
    workspace: { active: () => session },
    surfaces: { canvas: () => canvas },
    toasts: { tellFailure: ({ message }: { message: string }) => told.push(message), tell: (text: string) => told.push(text) },
    dialogs: {
      confirm: ({ text }: { text: string }) => {
        asked.push(text);
        return Promise.resolve(answer);
      },
    },
  } as unknown as Services;
  const now = () => session.store.getState();
  return { services, now, told, asked, shown, session, run: (id: string) => runCommand(id, services) };
}

const tasksOf = ({ workflow }: { readonly workflow: Workflow }) => Object.keys(workflow.tasks);

describe('deleting', () => {
  it('takes tasks with their edges, edges, notes and triggers, as one step', async () => {
    const { now, run, session } = start({
      tasks: ['c', 'g.x'],
      edges: [{ from: 'a', port: 'done', to: 'b' }],
      notes: [0],
      triggers: ['nightly'],
    });
    const before = now().text;

    await run('edit.delete');

    expect(tasksOf(now())).toEqual(['a', 'b', 'g']);
    expect(taskAt(now().workflow, 'b')?.needs).toBeUndefined();
    expect(now().workflow.layout?.notes).toBeUndefined();
    expect(now().workflow.triggers).toBeUndefined();
    session.undo();
    expect(now().text).toBe(before);
    expect(now().selection.tasks).toEqual(['c', 'g.x']);
  });

  it('is not offered where nothing is selected', async () => {
    expect(await start().run('edit.delete')).toBe(false);
  });
});

describe('duplicating', () => {
  it('copies tasks beside themselves, with what they need, and selects the copies', async () => {
    const { now, run } = start(selectTasks(['b']));

    await run('edit.duplicate');

    expect(taskAt(now().workflow, 'b_2')?.needs).toEqual(['a']);
    expect(now().workflow.layout?.tasks?.b_2).toEqual([304, 88]);
    expect(now().selection.tasks).toEqual(['b_2']);
  });

  it('copies notes', async () => {
    const { now, run } = start({ ...nothingSelected, notes: [0] });

    await run('edit.duplicate');

    expect(now().workflow.layout?.notes?.map(({ at }) => at)).toEqual([
      [0, 400],
      [24, 424],
    ]);
    expect(now().selection.notes).toEqual([1]);
  });
});

describe('the clipboard', () => {
  it('holds tasks as plain JSON, which is pasted at the pointer under free ids', () => {
    const { services, now, shown } = start(selectTasks(['a', 'b']));
    const text = copySelected(services) ?? '';
    expect(Object.keys(JSON.parse(text).tasks)).toEqual(['a', 'b']);

    pasteText(services, text);

    expect(taskAt(now().workflow, 'b_2')?.needs).toEqual(['a_2']);
    expect(now().workflow.layout?.tasks).toMatchObject({ a_2: [800, 800], b_2: [1080, 808] });
    expect(now().selection.tasks).toEqual(['a_2', 'b_2']);
    expect(shown).toEqual([['a_2', 'b_2']]);
  });

  it('may hold a whole workflow, with its notes', () => {
    const { services, now } = start();
    const tasks = { z: { type: 'log.write', with: { message: 'hi' } } };

    pasteText(
      services,
      printWorkflow({ format: 1, id: 'other', tasks, layout: { tasks: { z: [8, 100] }, notes: [{ text: 'm', at: [8, 0] }] } }),
    );

    expect(tasksOf(now())).toContain('z');
    expect(now().workflow.layout?.tasks?.z).toEqual([800, 900]);
    expect(now().workflow.layout?.notes?.[1]).toEqual({ text: 'm', at: [800, 800] });
  });

  it('holds notes, alone and with tasks, which come back where they were beside each other', () => {
    const { services, now, session } = start({ ...nothingSelected, tasks: ['g'], notes: [0] });
    const text = copySelected(services) ?? '';

    pasteText(services, text);
    expect(now().workflow.layout?.tasks?.g_2).toEqual([800, 800]);
    expect(now().workflow.layout?.notes?.[1]).toEqual({ text: 'n', at: [800, 1000] });
    expect(now().selection).toMatchObject({ tasks: ['g_2'], notes: [1] });
    expect(now().steps.past.at(-1)?.label).toBe('Paste 2 things');

    session.select({ ...nothingSelected, notes: [1] });
    pasteText(services, copySelected(services) ?? '');
    expect(now().selection).toEqual({ ...nothingSelected, notes: [2] });
  });

  it('is offered for notes too, and not for tasks of several groups', () => {
    const isEnabled = (selection: Selection) => findCommand('edit.copy')?.isEnabled(start(selection).services);
    expect(isEnabled({ ...nothingSelected, notes: [0] })).toBe(true);
    expect(isEnabled({ ...nothingSelected, tasks: ['a', 'g.x'], notes: [0] })).toBe(false);
  });

  it('is filled by a cut, which leaves what it cannot hold', () => {
    const { services, now } = start({ tasks: ['c'], notes: [0], triggers: ['nightly'], edges: [{ from: 'a', port: 'done', to: 'b' }] });

    expect(Object.keys(JSON.parse(cutSelected(services) ?? ''))).toEqual(['tasks', 'layout', 'notes']);

    expect(tasksOf(now())).toEqual(['a', 'b', 'g']);
    expect(now().workflow.layout?.notes).toBeUndefined();
    expect(now().workflow.triggers).toBeDefined();
    expect(taskAt(now().workflow, 'b')?.needs).toEqual(['a']);
  });

  it.each(['', 'hello', '{}', '[1]', '{"tasks":{"__proto__":{"type":"x"}}}', '{"tasks":{"BAD ID":{"type":"x"}}}'])(
    'says so where %s is no tasks',
    (text) => {
      const { services, now, told } = start();
      const before = now().text;

      pasteText(services, text);

      expect(now().text).toBe(before);
      expect(told).toHaveLength(1);
    },
  );
});

describe('grouping', () => {
  it('puts the selected tasks into a group and selects it', async () => {
    const { now, run } = start(selectTasks(['a', 'b']));

    await run('edit.group');

    expect(Object.keys(taskAt(now().workflow, 'group')?.tasks ?? {})).toEqual(['a', 'b']);
    expect(now().selection.tasks).toEqual(['group']);
  });

  it('is offered for tasks of one group alone', async () => {
    expect(await start(selectTasks(['a', 'g.x'])).run('edit.group')).toBe(false);
  });

  it('asks before what a group says about its tasks is lost', async () => {
    const refused = start(selectTasks(['g']));
    await refused.run('edit.ungroup');
    expect(refused.asked[0]).toContain('`retry`');
    expect(tasksOf(refused.now())).toContain('g');

    const agreed = start(selectTasks(['g']), 'ungroup');
    await agreed.run('edit.ungroup');
    expect(tasksOf(agreed.now())).toEqual(['a', 'b', 'c', 'x']);
    expect(agreed.now().selection.tasks).toEqual(['x']);
  });
});

describe('switching off', () => {
  it('disables all that are selected, and enables them when all are disabled', async () => {
    const { now, run, services } = start(selectTasks(['a', 'b']));
    const command = findCommand('edit.disable');

    await run('edit.disable');
    expect(taskAt(now().workflow, 'a')?.disabled).toBe(true);
    expect(typeof command?.label === 'function' && command.label(services)).toBe('Enable');

    await run('edit.disable');
    expect(taskAt(now().workflow, 'b')?.disabled).toBeUndefined();
  });
});

describe('arranging', () => {
  it('aligns the selected tasks as one step', async () => {
    const { now, run } = start(selectTasks(['a', 'b', 'c']));

    await run('edit.align.top');

    expect(now().workflow.layout?.tasks).toMatchObject({ a: [0, 0], b: [280, 0], c: [560, 0] });
    expect(now().steps.past).toHaveLength(1);
  });

  it('needs two tasks to align and three to distribute', () => {
    const { services } = start(selectTasks(['a']));
    expect(findCommand('edit.align.left')?.isEnabled(services)).toBe(false);
    expect(findCommand('edit.distribute.horizontally')?.isEnabled(start(selectTasks(['a', 'b'])).services)).toBe(false);
  });
});

describe('notes', () => {
  it('are added where the pointer is and edited at once', async () => {
    const { now, run, asked } = start();

    await run('insert.note');

    expect(now().workflow.layout?.notes?.[1]).toEqual({ text: '', at: [800, 800] });
    expect(now().selection.notes).toEqual([1]);
    expect(asked).toEqual(['note 1']);
  });
});
