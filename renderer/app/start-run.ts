// Every start of a run from the window: as the person runs this workflow, with its marks and in its environment.
import type { Failure } from '../../engine/workflow/failure.ts';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { JsonObject } from '../../engine/workflow/json.ts';
import type { Result } from '../../engine/workflow/result.ts';
import type { Session } from '../document/session.ts';
import type { RunWish } from '../run-state/run-state.ts';
import { type Marks, onlyOf } from '../view/run-marks.ts';
import { environmentOf } from '../view/view.ts';
import type { Services } from './services.ts';

export type RunChoice = {
  readonly inputs: JsonObject;
  /** Path of the task to run up to; null: the whole workflow. */
  readonly upTo: string | null;
};

/** Starts a run of what is stored, and shows it. Gives the run's id. */
export async function startRun(services: Services, session: Session, choice: RunChoice): Promise<Result<string, Failure>> {
  const { runs, view, marks } = services;
  const { workflow } = session.store.getState();
  marks.change(session.id, (own) => onlyOf(own, (path) => taskAt(workflow, path) !== undefined));
  const started = await runs.start(session.id, wishOf(choice, marks.of(session.id), environmentOf(view.getState(), session.id)));
  if (started.ok) view.setState({ isDrawerOpen: true, drawerTab: 'tasks' });
  return started;
}

function wishOf({ inputs, upTo }: RunChoice, { breakpoints, pins }: Marks, environment: string | null): RunWish {
  return {
    inputs,
    ...(environment === null ? {} : { environment }),
    ...(upTo === null ? {} : { upTo }),
    ...(breakpoints.length === 0 ? {} : { breakpoints }),
    ...(Object.keys(pins).length === 0 ? {} : { pins }),
  };
}
