// Going to tasks, and calling them something else.
import { renameTask } from '../../../engine/workflow/edit/rename-task.ts';
import { jsonPathOf } from '../../../engine/workflow/graph/walk.ts';
import { messages } from '../../messages/messages.ts';
import { cursorAt } from '../help/cursor.ts';
import { type OutlineEntry, outlineOf } from '../help/outline.ts';
import { placeOfTask, taskNamedAt } from '../help/task-at.ts';
import { monaco } from '../monaco.ts';
import { type Asked, askedAt, rangeIn } from './asked.ts';

export const definitions: monaco.languages.DefinitionProvider = {
  provideDefinition(model, position) {
    const asked = askedAt(model, position);
    if (!asked) return null;
    const cursor = cursorAt(asked.text, asked.offset);
    const named = taskNamedAt(cursor, asked.around.workflow);
    const place = named && placeOfTask(cursor, named.task);
    return place ? { uri: model.uri, range: rangeIn(asked.map, place) } : null;
  },
};

const { SymbolKind } = monaco.languages;
const symbolKinds: { readonly [K in OutlineEntry['kind']]: monaco.languages.SymbolKind } = {
  task: SymbolKind.Function,
  group: SymbolKind.Namespace,
  trigger: SymbolKind.Event,
  input: SymbolKind.Variable,
  output: SymbolKind.Field,
};

export const symbols: monaco.languages.DocumentSymbolProvider = {
  displayName: messages.code.outline,
  provideDocumentSymbols(model) {
    const asked = askedAt(model, { lineNumber: 1, column: 1 });
    if (!asked) return [];
    const symbolOf = (entry: OutlineEntry): monaco.languages.DocumentSymbol => ({
      name: entry.name,
      detail: entry.detail,
      kind: symbolKinds[entry.kind],
      tags: [],
      range: rangeIn(asked.map, entry),
      selectionRange: rangeIn(asked.map, { start: entry.nameStart, end: entry.nameEnd }),
      children: entry.children.map(symbolOf),
    });
    return outlineOf(cursorAt(asked.text, 0)).map(symbolOf);
  },
};

export const renames: monaco.languages.RenameProvider = {
  resolveRenameLocation(model, position) {
    const asked = askedAt(model, position);
    const named = asked && namedTask(asked);
    if (!named) return { range: new monaco.Range(1, 1, 1, 1), text: '', rejectReason: messages.code.nothingToRename };
    return { range: rangeIn(asked.map, named), text: named.name };
  },
  provideRenameEdits(model, position, to) {
    const asked = askedAt(model, position);
    const named = asked && namedTask(asked);
    if (!named) return { edits: [], rejectReason: messages.code.nothingToRename };
    const path = jsonPathOf(named.task);
    const renamed = asked.code.session.edit({
      label: messages.code.rename(named.name, to),
      change: (workflow) => renameTask(workflow, { path: named.task, to }),
      renames: [{ path: path.slice(0, -1), from: named.name, to }],
    });
    // The session has changed the text, and the model with it.
    return renamed.ok ? { edits: [] } : { edits: [], rejectReason: renamed.failure.message };
  },
};

function namedTask({ text, offset, around }: Asked) {
  return taskNamedAt(cursorAt(text, offset), around.workflow);
}
