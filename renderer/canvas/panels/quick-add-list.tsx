import { useReactFlow } from '@xyflow/react';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import type { QuickAdd } from '../canvas-state.ts';
import { addFromList, closeQuickAdd } from '../gestures/quick-add.ts';
import styles from './quick-add-list.module.css';
import { TypeList } from './type-list.tsx';

const size = { width: 320, height: 360 };
const margin = 8;

/** The list of task types, at the place where the new task goes. */
export function QuickAddList() {
  const { model } = useCanvas();
  const quickAdd = useCanvasState((state) => state.quickAdd);
  const { flowToScreenPosition } = useReactFlow();
  if (!quickAdd || !model.element) return null;
  const frame = model.element.getBoundingClientRect();
  const { x, y } = flowToScreenPosition(quickAdd.at);
  const left = Math.max(margin, Math.min(x - frame.left, frame.width - size.width - margin));
  const top = Math.max(margin, Math.min(y - frame.top, frame.height - size.height - margin));
  return (
    <div className={styles.place} style={{ left, top, width: size.width, maxHeight: Math.min(size.height, frame.height - 2 * margin) }}>
      <TypeList
        onChoose={(type) => {
          const chosen: QuickAdd = quickAdd;
          closeQuickAdd(model);
          addFromList(model, type, chosen);
        }}
        onClose={() => closeQuickAdd(model)}
      />
    </div>
  );
}
