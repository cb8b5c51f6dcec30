import { readText } from '../../document/read-text.ts';
import { scopeAt } from '../../expression-help/place.ts';
import { cursorAt, expressionAt } from '../help/cursor.ts';
import type { Surroundings } from '../help/surroundings.ts';
import type { monaco } from '../monaco.ts';
import { codeOf, type OpenCode } from '../open-code.ts';
import { mapText, type TextMap } from '../text-map.ts';

/** A question about a place of a model, in terms of the text. */
export type Asked = {
  readonly code: OpenCode;
  readonly text: string;
  readonly map: TextMap;
  readonly offset: number;
  readonly around: Surroundings;
};

export function askedAt(model: monaco.editor.ITextModel, position: monaco.IPosition): Asked | null {
  const code = codeOf(model);
  if (!code) return null;
  const { text, workflow, graph } = code.session.store.getState();
  const map = mapText(text);
  const known = code.knowledge.known();
  const around = {
    // What is being typed is not in the last good workflow, but perhaps in what is left of the broken text.
    workflow: graph === 'stale' ? (readText(text, workflow).workflow ?? workflow) : workflow,
    known,
    ...(known.secrets ? { secrets: known.secrets } : {}),
    workflows: code.services.workspace.store.getState().entries ?? [],
  };
  return { code, text, map, offset: map.offsetAt(position), around };
}

/** Reads what the tasks gave that the expression there speaks of. */
export async function learnFor({ code, text, offset, around }: Asked): Promise<void> {
  const expression = expressionAt(cursorAt(text, offset));
  if (!expression) return;
  const { taskNamed } = scopeAt(around.workflow, expression.owner);
  const ids = [...expression.source.matchAll(/\btasks\.(\w+)/g)].map(([, id = '']) => id);
  await code.knowledge.learn([...new Set(ids)].flatMap((id) => taskNamed(id)?.path ?? []));
}

export function rangeIn(map: TextMap, { start, end }: { readonly start: number; readonly end: number }): monaco.IRange {
  const [from, to] = [map.spotAt(start), map.spotAt(end)];
  return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column };
}

/** Without HTML, commands or trust: texts of documents may be in it. */
export function markdown(value: string): monaco.IMarkdownString {
  return { value, isTrusted: false, supportHtml: false };
}
