import { useMemo, useState } from 'react';
import { groupOf } from '../../../engine/workflow/edit/task-path.ts';
import { evaluateValue } from '../../../engine/workflow/expression/evaluate.ts';
import type { Json, JsonObject } from '../../../engine/workflow/json.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { catalog } from '../../document/catalog.ts';
import { messages } from '../../messages/messages.ts';
import { Button } from '../../ui/button.tsx';
import rows from '../form/field-row.module.css';
import { useOutputs, usePreviewData } from '../preview/preview-data.ts';
import { previewScope, tasksRead } from '../preview/preview-scope.ts';
import { Section } from '../section.tsx';
import { Tree } from './tree.tsx';

type ResolvedProps = { readonly task: Task; readonly path: string };

/** What went in: the parameters with their expressions resolved on the data of the run. */
export function Resolved({ startsOpen, ...props }: ResolvedProps & { readonly startsOpen: boolean }) {
  const words = messages.inspector.data;
  const [isOpen, setIsOpen] = useState(startsOpen);
  const toggle = (
    <Button
      kind="quiet"
      size="s"
      icon={isOpen ? 'chevron-down' : 'chevron-right'}
      aria-expanded={isOpen}
      onClick={() => setIsOpen(!isOpen)}
    >
      {isOpen ? words.hide : words.show}
    </Button>
  );
  return (
    <Section title={words.in} aside={toggle}>
      {isOpen ? <ResolvedTree {...props} /> : null}
    </Section>
  );
}

function ResolvedTree({ task, path }: ResolvedProps) {
  const data = usePreviewData();
  const { workflow, run } = data;
  const parameters = (task.with ?? {}) as Json;
  const reads = useMemo(() => tasksRead(workflow, groupOf(path), parameters), [workflow, path, parameters]);
  const { known: outputs } = useOutputs(data, reads);
  const resolved = useMemo(() => {
    const scope = previewScope({ workflow, run, outputs }, path, parameters);
    return resolveEach(parameters as JsonObject, scope, ownExpressions(task));
  }, [workflow, run, outputs, path, parameters, task]);
  return (
    <>
      <p className={rows.description}>{messages.inspector.data.inHelp}</p>
      <Tree value={resolved} label={messages.inspector.data.in} taskPath={null} rootName="with" startsOpen />
    </>
  );
}

/** Parameters whose expressions the task evaluates for each item stay as they are written. */
function ownExpressions(task: Task): ReadonlySet<string> {
  return new Set(Object.keys(catalog.get(task.type)?.itemExpressions ?? {}));
}

function resolveEach(parameters: JsonObject, scope: Parameters<typeof evaluateValue>[1], own: ReadonlySet<string>): JsonObject {
  const entries = Object.entries(parameters).map(([name, value]): [string, Json] => {
    if (own.has(name)) return [name, value];
    const result = evaluateValue(value, scope);
    return [name, result.ok ? result.value : result.failure.message];
  });
  return Object.fromEntries(entries);
}
