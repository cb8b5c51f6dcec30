import { useEffect, useState } from 'react';
import { type Services, useServices } from '../app/services.ts';
import { messages } from '../messages/messages.ts';

export type EngineState = {
  readonly state: 'connecting' | 'running' | 'fault' | 'lost';
  readonly text: string;
  /** How many runs go on, in words; empty: not known. */
  readonly load: string;
};

const text = messages.shell.status;
const everyMs = 5000;

/** How the engine is, asked now and then while the window is looked at. */
export function useEngineState(): EngineState {
  const { client, runs } = useServices();
  const [state, setState] = useState<EngineState>({ state: 'connecting', text: text.connecting, load: '' });
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      if (document.hidden) return;
      const next = await askEngine(() => client.system.get({}));
      if (!isOver) setState((before) => (isSame(before, next) ? before : next));
    };
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    const onShown = () => void ask();
    document.addEventListener('visibilitychange', onShown);
    const unsubscribe = runs.store.subscribe((now, before) => {
      if (statusesOf(now) !== statusesOf(before)) void ask();
    });
    return () => {
      isOver = true;
      unsubscribe();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onShown);
    };
  }, [client, runs]);
  return state;
}

/** What has begun or ended changes how many go on. */
function statusesOf({ runs }: ReturnType<Services['runs']['store']['getState']>): string {
  return Object.values(runs)
    .map(({ id, status }) => `${id} ${status}`)
    .join();
}

function isSame(a: EngineState, b: EngineState): boolean {
  return a.state === b.state && a.text === b.text && a.load === b.load;
}

type Answer = Awaited<ReturnType<Services['client']['system']['get']>>;

async function askEngine(get: () => Promise<Answer>): Promise<EngineState> {
  try {
    const { fault, runs } = await get();
    const load = text.load(runs);
    return fault ? { state: 'fault', text: text.fault(fault.message), load } : { state: 'running', text: text.running, load };
  } catch {
    return { state: 'lost', text: text.lost, load: '' };
  }
}
