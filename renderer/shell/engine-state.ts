import { useEffect, useState } from 'react';
import { useServices } from '../app/services.ts';
import { messages } from '../messages/messages.ts';

export type EngineState = { readonly state: 'connecting' | 'running' | 'fault' | 'lost'; readonly text: string };

const text = messages.shell.status;
const everyMs = 5000;

/** How the engine is, asked now and then while the window is looked at. */
export function useEngineState(): EngineState {
  const { client } = useServices();
  const [state, setState] = useState<EngineState>({ state: 'connecting', text: text.connecting });
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      if (document.hidden) return;
      const next = await askEngine(() => client.system.get({}));
      if (!isOver) setState((before) => (before.state === next.state && before.text === next.text ? before : next));
    };
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    const onShown = () => void ask();
    document.addEventListener('visibilitychange', onShown);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onShown);
    };
  }, [client]);
  return state;
}

async function askEngine(get: () => Promise<{ readonly fault: { readonly message: string } | null }>): Promise<EngineState> {
  try {
    const { fault } = await get();
    return fault ? { state: 'fault', text: text.fault(fault.message) } : { state: 'running', text: text.running };
  } catch {
    return { state: 'lost', text: text.lost };
  }
}
