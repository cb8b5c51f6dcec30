// The canvas of one open workflow, between the document and the drawing: what is shown is always what the document says, and every
// change goes through the document.

import type { ReactFlowInstance } from '@xyflow/react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { moveInLayout, type Position } from '../../engine/workflow/edit/layout.ts';
import { own } from '../../engine/workflow/edit/record.ts';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Services } from '../app/services.ts';
import { catalog } from '../document/catalog.ts';
import type { Edit, Session } from '../document/session.ts';
import { type CanvasLook, ownLook } from './canvas-look.ts';
import { type CanvasState, initialCanvasState } from './canvas-state.ts';
import type { Point } from './graph/geometry.ts';
import { findMissing, placeBehind } from './graph/place-missing.ts';
import { showNotes, showTriggers } from './graph/show-others.ts';
import { type Look, showGraph } from './graph/shown-graph.ts';
import { layoutScope } from './layout/layout-input.ts';
import { layOutInWorker } from './layout/layout-worker.ts';
import { type CanvasEdge, type CanvasNode, toEdges, toNodes } from './nodes/flow-nodes.ts';
import { showStart } from './reveal.ts';

export type CanvasModel = {
  readonly session: Session;
  readonly services: Services;
  readonly store: StoreApi<CanvasState>;
  /** Follows the document and the view; gives the function that ends it. */
  readonly follow: () => () => void;
  /** Draws anew from the document, which drops what a gesture has left. */
  readonly redraw: () => void;
  /** Edits the document; tells the person when that is refused. */
  readonly edit: (edit: Edit) => boolean;
  /** The workflow with the places of all tasks as they are shown: before anything that depends on them. */
  readonly settled: (workflow: Workflow) => Workflow;
  readonly closedGroups: () => ReadonlySet<string>;
  readonly setOpen: (path: string, isOpen: boolean) => void;
  /** The drawing, once it is there. */
  flow: ReactFlowInstance<CanvasNode, CanvasEdge> | null;
  /** The element of the drawing. */
  element: HTMLElement | null;
  /** How the canvas came to show what it shows: decides what becomes of that when its size changes. */
  look: CanvasLook;
  /** Where the pointer is, in the window; null while it is elsewhere. */
  pointer: Point | null;
  /** Takes back what the pointer is in the middle of, as if it had not begun; null while it is in the middle of nothing. */
  cancelGesture: (() => void) | null;
};

export function createCanvasModel(session: Session, services: Services): CanvasModel {
  const store = createStore<CanvasState>(() => ({ ...initialCanvasState }));
  const { getState: get, setState: set } = store;
  const closed = createClosedGroups(session, services);
  let nodesById: ReadonlyMap<string, CanvasNode> = new Map();
  let edgesById: ReadonlyMap<string, CanvasEdge> = new Map();

  function redraw(): void {
    const { workflow, selection } = session.store.getState();
    const found = placeMissing(workflow);
    const before = get();
    const look: Look = { workflow, catalog, closedGroups: closed.paths(), found };
    const graph = showGraph(look, before.graph);
    const triggers = showTriggers(workflow, graph, before.triggers);
    const notes = showNotes(workflow, before.notes);
    const nodes = toNodes({ graph, triggers, notes, selection }, nodesById);
    const edges = toEdges({ graph, triggers, notes, selection }, edgesById);
    nodesById = new Map(nodes.map((node) => [node.id, node]));
    edgesById = new Map(edges.map((edge) => [edge.id, edge]));
    set({ graph, triggers, notes, found, nodes, edges });
  }

  /** Places of what the document does not place: kept from before, or behind what a task needs; whole scopes go to the worker. */
  function placeMissing(workflow: Workflow): ReadonlyMap<string, Point> {
    const before = get().found;
    const { empty, single } = findMissing(workflow, before);
    if (empty.length > 0) void layOutEmpty(workflow, empty);
    if (single.length === 0) return before;
    const found = new Map(before);
    for (const { group, id } of single) {
      const tasks = group === '' ? workflow.tasks : (taskAt(workflow, group)?.tasks ?? {});
      found.set(group === '' ? id : `${group}.${id}`, placeBehind(workflow, found, group, id, tasks));
    }
    return found;
  }

  let asked = '';
  async function layOutEmpty(workflow: Workflow, groups: readonly string[]): Promise<void> {
    const question = groups.map((group) => `${group}:${Object.keys(taskAt(workflow, group)?.tasks ?? workflow.tasks).length}`).join();
    if (question === asked) return;
    asked = question;
    set({ isWaiting: true });
    const choice = { workflow, catalog, closedGroups: closed.paths() };
    const scopes = groups.map((group) => layoutScope(choice, group));
    try {
      const places = await layOutInWorker({ direction: workflow.layout?.direction ?? 'right', scopes });
      set({ found: new Map([...get().found, ...Object.entries(places)]), isWaiting: false });
    } catch (thrown) {
      set({ isWaiting: false });
      services.toasts.tellFailure({ message: thrown instanceof Error ? thrown.message : String(thrown) });
    }
    asked = '';
    redraw();
    if (groups.includes('')) showStart(model);
  }

  function settled(workflow: Workflow): Workflow {
    const places: { [path: string]: Position } = {};
    for (const [path, { x, y }] of get().found) {
      if (taskAt(workflow, path) && own(workflow.layout?.tasks, path) === undefined) places[path] = [x, y];
    }
    const next = Object.keys(places).length === 0 ? null : moveInLayout(workflow, { tasks: places });
    return next?.ok ? next.value : workflow;
  }

  const model: CanvasModel = {
    session,
    services,
    store,
    redraw,
    settled,
    closedGroups: closed.paths,
    setOpen: closed.setOpen,
    edit(edit) {
      const edited = session.edit(edit);
      if (!edited.ok) services.toasts.tellFailure(edited.failure);
      return edited.ok;
    },
    follow() {
      redraw();
      const ends = [
        session.store.subscribe((now, before) => {
          if (now.workflow !== before.workflow || now.selection !== before.selection) redraw();
        }),
        closed.subscribe(redraw),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
    flow: null,
    element: null,
    look: Object.hasOwn(services.view.getState().viewports, session.id) ? ownLook : { kind: 'opened' },
    pointer: null,
    cancelGesture: null,
  };
  return model;
}

/** The groups of this workflow that the view keeps closed. */
function createClosedGroups({ id }: Session, { view }: Services) {
  const listOf = (state: ReturnType<typeof view.getState>) => (Object.hasOwn(state.closedGroups, id) ? state.closedGroups[id] : undefined);
  let list = listOf(view.getState());
  let paths: ReadonlySet<string> = new Set(list);
  return {
    paths() {
      const now = listOf(view.getState());
      if (now !== list) [list, paths] = [now, new Set(now)];
      return paths;
    },
    setOpen(path: string, isOpen: boolean) {
      const { closedGroups } = view.getState();
      const others = (listOf(view.getState()) ?? []).filter((other) => other !== path);
      view.setState({ closedGroups: { ...closedGroups, [id]: isOpen ? others : [...others, path] } });
    },
    subscribe: (listener: () => void) =>
      view.subscribe((now, before) => {
        if (listOf(now) !== listOf(before)) listener();
      }),
  };
}
