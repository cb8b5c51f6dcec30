import { useReactFlow } from '@xyflow/react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { catalog } from '../../document/catalog.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import type { QuickAdd } from '../canvas-state.ts';
import { connectFrom } from '../gestures/connect-from.ts';
import { addFromList, closeQuickAdd } from '../gestures/quick-add.ts';
import { connectChoices } from '../graph/connect-choices.ts';
import type { Point } from '../graph/geometry.ts';
import { searchChoices, taskChoices } from '../graph/search-choices.ts';
import styles from './search-list.module.css';
import { SearchList } from './search-list.tsx';

const size = { width: 320, height: 360 };
const margin = 8;
const types = taskChoices(catalog);
const searchTypes = (query: string) => searchChoices(types, query);

/** The list of task types, at the place where the new task goes. */
export function QuickAddList() {
  const quickAdd = useCanvasState((state) => state.quickAdd);
  return quickAdd ? <TypeList quickAdd={quickAdd} /> : null;
}

function TypeList({ quickAdd }: { readonly quickAdd: QuickAdd }) {
  const { model } = useCanvas();
  return (
    <AtPoint at={quickAdd.at}>
      <SearchList
        label={canvasMessages.quickAdd}
        placeholder={canvasMessages.quickAddPlaceholder}
        search={searchTypes}
        hasHeadings
        onChoose={(type) => {
          closeQuickAdd(model);
          addFromList(model, type, quickAdd);
        }}
        onClose={() => closeQuickAdd(model)}
      />
    </AtPoint>
  );
}

/** What a task can be connected to, at the task. */
export function ConnectList() {
  const path = useCanvasState((state) => state.connecting);
  return path === null ? null : <TargetList key={path} path={path} />;
}

function TargetList({ path }: { readonly path: string }) {
  const { model } = useCanvas();
  const graph = useCanvasState((state) => state.graph);
  const choices = useMemo(() => connectChoices(model.session.store.getState().workflow, graph, path, catalog), [model, graph, path]);
  const search = useCallback((query: string) => searchChoices(choices, query), [choices]);
  const box = graph.tasks.get(path)?.box;
  const close = () => {
    model.store.setState({ connecting: null });
    model.element?.focus({ preventScroll: true });
  };
  if (!box) return null;
  return (
    <AtPoint at={{ x: box.x + box.width, y: box.y }}>
      <SearchList
        label={canvasMessages.commands.connect}
        placeholder={canvasMessages.connectPlaceholder}
        search={search}
        onChoose={(id) => {
          close();
          connectFrom(model, path, id);
        }}
        onClose={close}
      />
    </AtPoint>
  );
}

/** Lies at a point of the canvas, and within what is seen of it. */
function AtPoint({ at, children }: { readonly at: Point; readonly children: ReactNode }) {
  const { model } = useCanvas();
  const { flowToScreenPosition } = useReactFlow();
  if (!model.element) return null;
  const frame = model.element.getBoundingClientRect();
  const { x, y } = flowToScreenPosition(at);
  const left = Math.max(margin, Math.min(x - frame.left, frame.width - size.width - margin));
  const top = Math.max(margin, Math.min(y - frame.top, frame.height - size.height - margin));
  return (
    <div className={styles.place} style={{ left, top, width: size.width, maxHeight: Math.min(size.height, frame.height - 2 * margin) }}>
      {children}
    </div>
  );
}
