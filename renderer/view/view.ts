// How the window looks: what is open, how wide, in which theme. Never undone, kept over restarts, nothing of a workflow in it.
import { createStore, type StoreApi } from 'zustand/vanilla';

export const sections = ['workflows'] as const;
export type Section = (typeof sections)[number];
export const modes = ['design', 'split', 'code'] as const;
export type Mode = (typeof modes)[number];
export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];
export const inspectorTabs = ['configure', 'policy', 'data', 'notes'] as const;
export type InspectorTab = (typeof inspectorTabs)[number];
export const drawerTabs = ['problems', 'tasks', 'logs', 'events'] as const;
export type DrawerTab = (typeof drawerTabs)[number];

export type Viewport = { readonly x: number; readonly y: number; readonly zoom: number };

export type ViewState = {
  readonly section: Section;
  readonly theme: Theme;
  /** Open workflows, in the order of their tabs. */
  readonly tabs: readonly string[];
  readonly active: string | null;
  readonly modes: { readonly [workflow: string]: Mode };
  readonly viewports: { readonly [workflow: string]: Viewport };
  /** Paths of groups that are drawn closed, by workflow. */
  readonly closedGroups: { readonly [workflow: string]: readonly string[] };
  /** The environment that runs of a workflow get; none where it is not named. */
  readonly environments: { readonly [workflow: string]: string };
  readonly inspectorTab: InspectorTab;
  readonly drawerTab: DrawerTab;
  readonly isSideOpen: boolean;
  readonly isInspectorOpen: boolean;
  readonly isDrawerOpen: boolean;
  readonly isMinimapOpen: boolean;
  readonly isSnapping: boolean;
};

export const initialView: ViewState = {
  section: 'workflows',
  theme: 'system',
  tabs: [],
  active: null,
  modes: {},
  viewports: {},
  closedGroups: {},
  environments: {},
  inspectorTab: 'configure',
  drawerTab: 'problems',
  isSideOpen: true,
  isInspectorOpen: true,
  isDrawerOpen: false,
  isMinimapOpen: true,
  isSnapping: true,
};

export type View = StoreApi<ViewState>;

/** Where texts are kept between starts: the browser's own storage, or nothing in tests. */
export type Keep = { readonly read: () => string | null; readonly write: (text: string) => void };

export function createView(keep: Keep): View {
  const store = createStore<ViewState>(() => ({ ...initialView, ...readKept(keep) }));
  store.subscribe((state) => keep.write(JSON.stringify(state)));
  return store;
}

/** What was kept, as far as it still fits: a field of another kind than expected is left out. */
function readKept(keep: Keep): Partial<ViewState> {
  const text = keep.read();
  if (text === null) return {};
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([key, value]) => fits(key, value))) as Partial<ViewState>;
  } catch {
    return {};
  }
}

const words: { readonly [key: string]: readonly string[] } = {
  section: sections,
  theme: themes,
  inspectorTab: inspectorTabs,
  drawerTab: drawerTabs,
};

function fits(key: string, value: unknown): boolean {
  if (!Object.hasOwn(initialView, key)) return false;
  const allowed = words[key];
  if (allowed) return typeof value === 'string' && allowed.includes(value);
  if (key === 'active') return value === null || typeof value === 'string';
  const usual: unknown = initialView[key as keyof ViewState];
  return typeof usual === typeof value && Array.isArray(usual) === Array.isArray(value) && value !== null;
}

export function modeOf({ modes: chosen }: ViewState, workflow: string): Mode {
  return Object.hasOwn(chosen, workflow) ? (chosen[workflow] ?? 'design') : 'design';
}

export function environmentOf({ environments }: ViewState, workflow: string): string | null {
  return Object.hasOwn(environments, workflow) ? (environments[workflow] ?? null) : null;
}

type Environments = Pick<ViewState, 'environments'>;

export function withEnvironment({ environments }: Environments, workflow: string, name: string | null): Environments {
  const others = Object.entries(environments).filter(([id]) => id !== workflow);
  return { environments: Object.fromEntries(name === null ? others : [...others, [workflow, name]]) };
}

/** The workflow has another id. */
export function moveEnvironment(state: ViewState, from: string, to: string): Environments {
  return withEnvironment(withEnvironment(state, from, null), to, environmentOf(state, from));
}
