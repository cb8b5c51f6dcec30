// What goes on beside the person's work: changes by others are noticed, and what a closed window left unsaved is offered.
import type { Leftover } from '../document/leftovers.ts';
import type { WorkspaceNews } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import { decideConflict } from './conflicts.ts';
import { followMarks } from './follow-marks.ts';
import type { Services } from './services.ts';

const text = messages.document;

/** The next look comes so long after the last one, and later when looks take long. */
const lookMs = 2_000;
/** After a crash several windows may open again, each with its own: they are given the time to take it up. */
const offerMs = 3_000;

export type WindowEvents = Pick<Window, 'addEventListener' | 'removeEventListener'> & {
  readonly document: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
};

/** Until the function it gives is called. To be called when the tabs of the last time are open. */
export function keepUp(services: Services, window: WindowEvents): () => void {
  const { workspace } = services;
  const stopMarks = followMarks(services);
  const stopNews = workspace.onNews((news) => tellNews(news, services));
  for (const session of Object.values(workspace.store.getState().sessions)) {
    if (session.store.getState().conflict) tellNews({ type: 'conflict', session }, services);
  }
  const stopLooking = lookNowAndThen(() => workspace.compareWithStore(), window);
  const leave = () => void workspace.flush();
  window.addEventListener('pagehide', leave);
  const offering = setTimeout(() => void offerLeftovers(services), offerMs);
  return () => {
    clearTimeout(offering);
    stopNews();
    stopMarks();
    stopLooking();
    window.removeEventListener('pagehide', leave);
  };
}

/** What is neither restored nor deleted is offered again the next time. */
async function offerLeftovers(services: Services): Promise<void> {
  const leftovers = await services.workspace.leftovers();
  const names = leftovers.map(({ workflow }) => nameOf(workflow, services));
  if (leftovers.length === 0) return;
  services.toasts.ask(text.leftoversTold(names), { label: text.decide, run: () => void decideLeftovers(leftovers, services) });
}

function nameOf(workflow: string, { workspace }: Services): string {
  return workspace.store.getState().entries?.find(({ id }) => id === workflow)?.name ?? workflow;
}

/** One question after the other. */
async function decideLeftovers(leftovers: readonly Leftover[], services: Services): Promise<void> {
  const { workspace, dialogs, toasts } = services;
  for (const leftover of leftovers) {
    const name = nameOf(leftover.workflow, services);
    const choice = await dialogs.confirm({
      title: text.leftoverTitle(name),
      text: text.leftover,
      choices: [
        { id: 'discard', label: text.discard, kind: 'danger' },
        { id: 'restore', label: text.restore, kind: 'primary' },
      ],
    });
    if (choice === 'discard') await workspace.discard(leftover);
    const taken = choice === 'restore' ? await workspace.takeOver(leftover) : null;
    if (taken && !taken.ok) toasts.tellFailure(taken.failure);
  }
}

function tellNews({ type, session }: WorkspaceNews, services: Services): void {
  const { toasts, workspace } = services;
  const name = session.store.getState().workflow.name ?? session.id;
  if (type === 'reloaded') toasts.tell(text.reloaded(name));
  // What is in front says so itself, for as long as it lasts.
  if (type === 'conflict' && workspace.active() !== session) {
    const decide = { label: text.decide, run: () => void decideConflict(session, services) };
    toasts.tellFailure({ message: text.conflictTold(name) }, decide);
  }
  if (type === 'deleted') toasts.tell(text.deletedElsewhere(name));
  if (type === 'draft_too_large') toasts.tellFailure({ message: text.draftTooLarge(name) });
  if (type === 'draft_not_kept') toasts.tellFailure({ message: text.draftNotKept(name) });
}

/** While the window is looked at, and at once when it is looked at again. */
function lookNowAndThen(look: () => Promise<void>, window: WindowEvents): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLooking = false;
  let isOver = false;
  const lookNow = async () => {
    if (isLooking || isOver || window.document.hidden) return;
    clearTimeout(timer);
    isLooking = true;
    const started = Date.now();
    await look();
    isLooking = false;
    if (!isOver) timer = setTimeout(() => void lookNow(), Math.max(lookMs, 10 * (Date.now() - started)));
  };
  const onShown = () => void lookNow();
  window.document.addEventListener('visibilitychange', onShown);
  window.addEventListener('focus', onShown);
  timer = setTimeout(() => void lookNow(), lookMs);
  return () => {
    isOver = true;
    clearTimeout(timer);
    window.document.removeEventListener('visibilitychange', onShown);
    window.removeEventListener('focus', onShown);
  };
}
