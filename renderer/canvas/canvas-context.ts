import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { TaskStates } from '../run-state/task-states.ts';
import type { CanvasModel } from './canvas-model.ts';
import type { CanvasState } from './canvas-state.ts';

export type CanvasParts = { readonly model: CanvasModel; readonly taskStates: TaskStates | null };

const CanvasContext = createContext<CanvasParts | null>(null);

export const CanvasProvider = CanvasContext.Provider;

export function useCanvas(): CanvasParts {
  const parts = useContext(CanvasContext);
  if (parts === null) throw new Error('useCanvas outside of CanvasProvider');
  return parts;
}

export function useCanvasState<T>(selector: (state: CanvasState) => T): T {
  return useStore(useCanvas().model.store, selector);
}
