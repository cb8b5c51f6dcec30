import { type ReactNode, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { useOutputs, usePreviewData } from '../preview/preview-data.ts';
import { Section } from '../section.tsx';
import { Segments } from '../segments.tsx';
import { CopyMenu } from './copy-menu.tsx';
import styles from './data.module.css';
import { RawView } from './raw-view.tsx';
import { tableOf } from './table-columns.ts';
import { TableView } from './table-view.tsx';
import { Tree } from './tree.tsx';

type Shape = 'tree' | 'table' | 'raw';

/** What came out, as a tree, as a table where it is one, or as text. */
export function OutputView({ path, action }: { readonly path: string /** What can be done with it. */; readonly action: ReactNode }) {
  const words = messages.inspector.data;
  const data = usePreviewData();
  const reads = useMemo(() => [{ id: path, path }], [path]);
  useOutputs(data, reads);
  const state = useStore(data.outputs.store, (states) => states.get(path));
  if (!state || state.state === 'loading') return <Section title={words.out}>{<p className={styles.muted}>{words.loading}</p>}</Section>;
  if (state.state === 'failed') return <Section title={words.out}>{<p className={styles.message}>{state.failure.message}</p>}</Section>;
  if (state.value === undefined) return <Section title={words.out}>{<p className={styles.muted}>{words.nothing}</p>}</Section>;
  return <Shown value={state.value} path={path} action={action} />;
}

function Shown({ value, path, action }: { readonly value: Json; readonly path: string; readonly action: ReactNode }) {
  const words = messages.inspector.data;
  const [wanted, setWanted] = useState<Shape>('tree');
  const table = useMemo(() => tableOf(value), [value]);
  const shape = wanted === 'table' && table === null ? 'tree' : wanted;
  const shapes: readonly Shape[] = table === null ? ['tree', 'raw'] : ['tree', 'table', 'raw'];
  const actions = (
    <span className={styles.actions}>
      {action}
      <CopyMenu value={value} path={[]} taskPath={path} />
    </span>
  );
  return (
    <Section title={words.out} aside={actions}>
      <Segments<Shape>
        label={words.viewsLabel}
        value={shape}
        onChange={setWanted}
        choices={shapes.map((each) => ({ value: each, label: words.views[each] }))}
      />
      {shape === 'tree' ? <Tree value={value} label={words.tree} taskPath={path} startsOpen /> : null}
      {shape === 'table' && table ? <TableView rows={table} /> : null}
      {shape === 'raw' ? <RawView value={value} /> : null}
    </Section>
  );
}
