import { useDeferredValue, useMemo } from 'react';
import { groupOf } from '../../../engine/workflow/edit/task-path.ts';
import { evaluateValue, type Scope } from '../../../engine/workflow/expression/evaluate.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { Words } from '../../ui/words.tsx';
import { useForm } from '../form/form-context.ts';
import styles from './preview.module.css';
import { useOutputs, usePreviewData } from './preview-data.ts';
import { type PreviewLine, previewLines } from './preview-lines.ts';
import { eachLists, previewScope, type TaskRead, tasksRead } from './preview-scope.ts';

type PreviewProps = {
  readonly value: Json;
  /** The texts are expressions without braces. */
  readonly isBare?: boolean;
  /** Expressions stand inside of the group that is edited. */
  readonly isInside?: boolean;
  /** Variables that the task sets itself, such as `item`: where their value comes from. */
  readonly items?: Json | undefined;
  /** What is wrong is said elsewhere. */
  readonly hidesErrors?: boolean;
};

/** What the expressions of a value come to on the data of the run that is shown. */
export function Preview({ value, isBare = false, isInside = false, items, hidesErrors = false }: PreviewProps) {
  const { taskPath } = useForm();
  const data = usePreviewData();
  const { workflow, run } = data;
  const settled = useDeferredValue(value);
  const options = useMemo(() => ({ bare: isBare, inside: isInside }), [isBare, isInside]);
  const reads = useMemo(() => allReads(settled, items, { workflow, taskPath, options }), [settled, items, workflow, taskPath, options]);
  const { known: outputs, isLoading, fault } = useOutputs(data, reads);
  const lines = useMemo(() => {
    if (!mayHoldExpressions(settled, isBare)) return [];
    const parts = { workflow, run, outputs };
    const scope = previewScope(parts, taskPath, settled, options);
    const own = items === undefined ? {} : itemOf(items, previewScope(parts, taskPath, items));
    const missing = reads.filter(({ path }) => !outputs.has(path)).map(({ id }) => id);
    const explain = (text: string) => {
      if (run === null || isLoading || (hidesErrors && missing.length === 0)) return null;
      return missing.length > 0
        ? { kind: 'missing' as const, text: fault ?? messages.inspector.noOutput(missing) }
        : { kind: 'error' as const, text };
    };
    return previewLines(settled, { ...scope, ...own }, { bare: isBare, explain });
  }, [settled, items, workflow, run, outputs, taskPath, options, isBare, reads, hidesErrors, isLoading, fault]);
  return lines.length === 0 ? null : <Lines lines={lines} />;
}

function Lines({ lines }: { readonly lines: readonly PreviewLine[] }) {
  const isOnly = lines.length === 1;
  return (
    <ul className={styles.lines} aria-label={messages.inspector.previewLabel}>
      {lines.map((line) => (
        <li key={line.place} className={styles[line.kind]}>
          <Icon name="corner-down-right" size={14} className={styles.icon} />
          <span className={styles.text}>
            {isOnly || line.place === '' ? null : <span className={styles.place}>{messages.inspector.previewOf(line.place)}</span>}
            {line.kind === 'value' ? line.text : <Words text={line.text} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

type Where = {
  readonly workflow: Parameters<typeof tasksRead>[0];
  readonly taskPath: string;
  readonly options: { readonly bare: boolean; readonly inside: boolean };
};

function allReads(value: Json, items: Json | undefined, { workflow, taskPath, options }: Where): readonly TaskRead[] {
  const group = options.inside ? taskPath : groupOf(taskPath);
  const lists = taskPath === '' ? [] : eachLists(workflow, taskPath);
  return [
    ...tasksRead(workflow, group, value, options),
    ...lists.flatMap((each) => tasksRead(workflow, each.group, each.list)),
    ...(items === undefined ? [] : tasksRead(workflow, group, items)),
  ];
}

function mayHoldExpressions(value: Json, isBare: boolean): boolean {
  if (typeof value === 'string') return isBare ? value.trim() !== '' : value.includes('{{');
  return typeof value === 'object' && value !== null && JSON.stringify(value).includes('{{');
}

function itemOf(items: Json, scope: Scope): Scope {
  const list = evaluateValue(items, scope);
  const item = list.ok && Array.isArray(list.value) ? (list.value[0] as Json | undefined) : undefined;
  return item === undefined ? {} : { item, index: 0 };
}
