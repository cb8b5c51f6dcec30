import fc from 'fast-check';
import type { Failure } from '../../failure.ts';
import { walkTasks } from '../../graph/walk.ts';
import type { Result } from '../../result.ts';
import type { Workflow } from '../../schema.ts';
import { addTask } from '../add-task.ts';
import { connect, disconnect } from '../connect.ts';
import { removeEntry, setEntry } from '../entries.ts';
import { duplicateParts } from '../fragment.ts';
import { groupTasks } from '../group-tasks.ts';
import { moveInLayout } from '../layout.ts';
import { moveTasks } from '../move-tasks.ts';
import { addNotes } from '../notes.ts';
import { removeTasks } from '../remove-tasks.ts';
import { renameTask } from '../rename-task.ts';
import { setDisabled, setTaskType, setTaskValue } from '../set-task.ts';
import { setWorkflowField } from '../set-workflow.ts';
import { ungroup } from '../ungroup.ts';

type Edit = (workflow: Workflow) => Result<Workflow, Failure>;
type Picks = { readonly one: string; readonly other: string; readonly several: string[]; readonly group: string; readonly number: number };

const edits: readonly ((picks: Picks) => Edit)[] = [
  ({ group, number }) =>
    (workflow) =>
      addTask(workflow, { group, id: `added_${number}`, task: { type: 'log.write', with: { message: 'new' } }, at: [number, 1] }),
  ({ several }) =>
    (workflow) =>
      removeTasks(workflow, { paths: several }),
  ({ several }) =>
    (workflow) =>
      removeTasks(workflow, { paths: several, bridge: true }),
  ({ one, number }) =>
    (workflow) =>
      renameTask(workflow, { path: one, to: `renamed_${number}` }),
  ({ one, number }) =>
    (workflow) =>
      setTaskValue(workflow, { path: one, at: ['with', 'deep', 'value'], value: [number, 'x', { y: null }] }),
  ({ one }) =>
    (workflow) =>
      setTaskValue(workflow, { path: one, at: ['with'], value: undefined }),
  ({ one }) =>
    (workflow) =>
      setTaskType(workflow, { path: one, type: 'log.write' }),
  ({ several }) =>
    (workflow) =>
      setDisabled(workflow, { paths: several, disabled: true }),
  ({ one, other }) =>
    (workflow) =>
      connect(workflow, { from: one, to: other }),
  ({ one, other }) =>
    (workflow) =>
      disconnect(workflow, { from: one, to: other }),
  ({ several }) =>
    (workflow) =>
      groupTasks(workflow, { paths: several }),
  ({ one }) =>
    (workflow) =>
      ungroup(workflow, { path: one, force: true }),
  ({ several, group }) =>
    (workflow) =>
      moveTasks(workflow, { paths: several, to: group }),
  ({ several }) =>
    (workflow) =>
      duplicateParts(workflow, { paths: several }),
  ({ one, number }) =>
    (workflow) =>
      moveInLayout(workflow, { tasks: { [one]: [number, -number] } }),
  ({ number }) =>
    (workflow) =>
      addNotes(workflow, { notes: [{ text: 'note', at: [number, 0] }] }),
  ({ number }) =>
    (workflow) =>
      setEntry(workflow, { kind: 'outputs', name: `o${number}`, value: { of: [number] } }),
  () => (workflow) => removeEntry(workflow, { kind: 'triggers', name: 'nightly' }),
  () => (workflow) => setWorkflowField(workflow, { field: 'tags', value: ['a', 'b'] }),
];

/** An edit with arguments from the workflow it is given; it may refuse. */
export const arbitraryEdit: fc.Arbitrary<Edit> = fc
  .record({ kind: fc.nat(edits.length - 1), one: fc.nat(), other: fc.nat(), mask: fc.nat(), group: fc.nat(), number: fc.nat(99) })
  .map(({ kind, mask, number, ...picks }) => (workflow) => {
    const places = [...walkTasks(workflow)];
    const groups = ['', ...places.filter(({ task }) => task.type === 'group').map(({ path }) => path)];
    const pick = (list: readonly string[], at: number) => list[at % Math.max(1, list.length)] ?? '';
    const paths = places.map(({ path }) => path);
    const scope = places[picks.one % Math.max(1, places.length)]?.group?.path;
    const siblings = places.filter((place) => place.group?.path === scope).map(({ path }) => path);
    const several = siblings.filter((_, at) => (mask >> (at % 16)) & 1);
    const edit = edits[kind]?.({
      one: pick(paths, picks.one),
      other: pick(siblings, picks.other),
      several,
      group: pick(groups, picks.group),
      number,
    });
    if (!edit) throw new Error('no such edit');
    return edit(workflow);
  });
