// Which session a model of the editor shows: what completes and explains is asked with a model only.
import type { Services } from '../app/services.ts';
import type { Session } from '../document/session.ts';
import type { Knowledge } from './knowledge.ts';
import type { monaco } from './monaco.ts';

export type OpenCode = {
  readonly session: Session;
  readonly services: Services;
  readonly knowledge: Knowledge;
};

const open = new Map<string, OpenCode>();

export function openCode(model: monaco.editor.ITextModel, code: OpenCode): () => void {
  const key = model.uri.toString();
  open.set(key, code);
  return () => {
    if (open.get(key) === code) open.delete(key);
  };
}

export function codeOf(model: monaco.editor.ITextModel): OpenCode | undefined {
  return open.get(model.uri.toString());
}
