import type { RunMessage } from '../../host/engine.ts';
import { note } from '../console.ts';
import type { FollowedRun } from './followed-run.ts';

/** Somebody who is shown a run while it goes on. */
export type RunView = {
  /** Events up to `knownSeq` happened before this command. */
  readonly begin: (followed: FollowedRun, knownSeq: number) => void;
  readonly take: (followed: FollowedRun, message: RunMessage) => void;
  /** A word to the person, where it does not disturb the picture. */
  readonly say: (text: string) => void;
  /** Leaves the terminal to a question, and comes back. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly end: () => void;
};

const nothing = () => {};

export const silentView: RunView = { begin: nothing, take: nothing, say: note, pause: nothing, resume: nothing, end: nothing };
