// What commands and features work with: small parts, each with one idea, handed down through React's context.
import { createContext, useContext } from 'react';
import type { Client } from '../api/client.ts';
import type { Workspace } from '../document/workspace.ts';
import type { RunState } from '../run-state/run-state.ts';
import type { RunMarks } from '../view/run-marks.ts';
import type { View } from '../view/view.ts';
import type { Dialogs } from './dialogs.ts';
import type { Platform } from './platform.ts';
import type { Surfaces } from './surfaces.ts';
import type { Toasts } from './toasts.ts';

export type Services = {
  readonly client: Client;
  readonly platform: Platform;
  /** The open workflows. */
  readonly workspace: Workspace;
  readonly view: View;
  /** Breakpoints and pins: how the person runs each workflow. */
  readonly marks: RunMarks;
  /** Runs, as far as the window follows them. */
  readonly runs: RunState;
  readonly toasts: Toasts;
  readonly dialogs: Dialogs;
  /** What is on the screen now and can be told to do things: the canvas, the code. */
  readonly surfaces: Surfaces;
  readonly now: () => number;
};

const ServicesContext = createContext<Services | null>(null);

export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices outside of ServicesProvider');
  return services;
}
