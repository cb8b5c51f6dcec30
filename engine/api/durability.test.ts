import { expect, it } from 'vitest';
import { createEngine } from '../host/create-engine.ts';
import { memoryStorage, type Storage } from '../host/storage.ts';
import { createApi } from './create-api.ts';
import { iterateSource } from './iterate-source.ts';
import { routes } from './route-table.ts';

/** A journal that writes only while its gate is open. */
function gated(storage: Storage) {
  let isOpen = true;
  let goOn = () => {};
  let opened = Promise.resolve();
  const openRecords: Storage['openRecords'] = async () => {
    const { journal, history } = await storage.openRecords();
    return { history, journal: { ...journal, append: async (events) => opened.then(() => journal.append(events)) } };
  };
  return {
    storage: { documents: storage.documents, openRecords },
    close: () => {
      isOpen = false;
      opened = new Promise((resolve) => {
        goOn = resolve;
      });
    },
    open: () => {
      isOpen = true;
      goOn();
    },
    isOpen: () => isOpen,
  };
}

it('nothing of a run is shown before it is on disk', async () => {
  const disk = gated(memoryStorage({ env: {}, now: Date.now }));
  const engine = createEngine({ dataDir: null }, disk.storage);
  await engine.start();
  const api = createApi(engine, { version: '0', dataDir: null, pid: 1, startedAt: 0 });
  const call = (name: string, input: unknown) =>
    routes.find((route) => route.name === name)?.call(input, { context: { api, caller: 'window', deliver: iterateSource } }) ?? null;
  const ask = { format: 1, id: 'ask', tasks: { ok: { type: 'flow.approval', with: { title: 'Go on?' } } } };
  await engine.workflows.save('ask', JSON.stringify(ask));
  const started = await engine.startRun({ workflow: 'ask' });
  const id = started.ok ? started.value.id : '';
  while (engine.approvals().length === 0) await new Promise(setImmediate);

  disk.close();
  const decided = engine.decide(id, 'ok', { decision: 'approved', by: 'ann' });
  const hasDecision = async () => (await engine.runs.events(id)).some(({ type }) => type === 'approval.decided');
  while (!(await hasDecision())) await new Promise(setImmediate);
  const shown: boolean[] = [];
  const answers = [call('runs.get', { id }), call('runs.list', {}), call('approvals.list', {}), call('runs.events', { id })].map((answer) =>
    answer?.then(() => shown.push(disk.isOpen())),
  );
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect(shown).toEqual([]);
  disk.open();
  await Promise.all([decided, ...answers]);

  expect(shown).toEqual([true, true, true, true]);
  await engine.stop();
});
