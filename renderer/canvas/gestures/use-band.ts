import { useStoreApi } from '@xyflow/react';
import { useCallback, useEffect } from 'react';
import { nothingSelected } from '../../document/selection.ts';
import type { CanvasModel } from '../canvas-model.ts';
import type { Box } from '../graph/geometry.ts';
import { addSelection, selectBand } from './select.ts';

/**
 * Selects what the rubber band takes. Gives the band as it is, on the canvas; null while there is none.
 *
 * xyflow tells which nodes the band touches before it says how large the band has become, and only when those nodes change: so each
 * band is looked at by itself, once it is there.
 */
export function useBand(model: CanvasModel): () => Box | null {
  const store = useStoreApi();
  const bandOf = useCallback(() => {
    const { userSelectionRect: rect, transform } = store.getState();
    if (!rect) return null;
    const [x, y, zoom] = transform;
    return { x: (rect.x - x) / zoom, y: (rect.y - y) / zoom, width: rect.width / zoom, height: rect.height / zoom };
  }, [store]);
  useEffect(() => {
    const { session } = model;
    let before = nothingSelected;
    const cancel = () => {
      model.cancelGesture = null;
      store.setState({ userSelectionActive: false, userSelectionRect: null });
      session.select(before);
    };
    return store.subscribe((now, last) => {
      const { selection } = session.store.getState();
      if (now.userSelectionRect && !last.userSelectionRect) before = selection;
      if (now.userSelectionActive !== last.userSelectionActive) model.cancelGesture = now.userSelectionActive ? cancel : null;
      const band = now.userSelectionActive && now.userSelectionRect !== last.userSelectionRect ? bandOf() : null;
      if (!band) return;
      const taken = selectBand(model.store.getState(), band);
      const next = now.multiSelectionActive ? addSelection(before, taken) : taken;
      if (JSON.stringify(next) !== JSON.stringify(selection)) session.select(next);
    });
  }, [store, model, bandOf]);
  return bandOf;
}
