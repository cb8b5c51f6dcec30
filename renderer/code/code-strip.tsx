import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Session, SessionState } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { rangeOfProblem } from './bind-problems.ts';
import styles from './code-editor.module.css';
import { pathAt } from './cursor-path.ts';
import { monaco } from './monaco.ts';
import { mapText } from './text-map.ts';

const text = messages.code;
const problemsOf = (state: SessionState) => state.problems;
const graphOf = (state: SessionState) => state.graph;

type CodeStripProps = { readonly editor: monaco.editor.IStandaloneCodeEditor; readonly session: Session };

/** The line below the text: where the caret is, and what keeps the text from being read. Always there, so that nothing moves. */
export function CodeStrip({ editor, session }: CodeStripProps) {
  const graph = useStore(session.store, graphOf);
  const problems = useStore(session.store, problemsOf);
  const fault = useMemo(() => (graph === 'current' ? undefined : problems.find(({ severity }) => severity === 'error')), [graph, problems]);
  const goTo = () => {
    const range = fault && rangeOfProblem(fault, mapText(session.store.getState().text));
    if (!range) return;
    editor.setSelection(range);
    editor.revealRangeInCenter(range, monaco.editor.ScrollType.Immediate);
    editor.focus();
  };
  return (
    <div className={`${styles.strip} ${graph === 'current' ? '' : styles.broken}`}>
      <p className={styles.message} role="status">
        {graph === 'current' ? null : <Icon name="circle-alert" size={14} />}
        {graph === 'current' ? null : <span className={styles.words}>{fault?.message ?? text[graph]}</span>}
      </p>
      {fault?.range ? (
        <Button size="s" kind="quiet" onClick={goTo}>
          {text.goTo}
        </Button>
      ) : null}
      {graph === 'current' ? <Place editor={editor} session={session} /> : null}
      <Lines editor={editor} />
    </div>
  );
}

const restMs = 80;

/** The path of what the caret is in. */
function Place({ editor, session }: CodeStripProps) {
  const [path, setPath] = useState<readonly (string | number)[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const position = editor.getPosition();
      const { text: whole } = session.store.getState();
      if (position) setPath(pathAt(whole, mapText(whole).offsetAt(position)));
    };
    look();
    const listener = editor.onDidChangeCursorPosition(() => {
      clearTimeout(timer);
      timer = setTimeout(look, restMs);
    });
    return () => {
      clearTimeout(timer);
      listener.dispose();
    };
  }, [editor, session]);
  return <span className={styles.path}>{path.join(' › ')}</span>;
}

function Lines({ editor }: Pick<CodeStripProps, 'editor'>) {
  const [position, setPosition] = useState(() => editor.getPosition());
  useEffect(() => {
    const listener = editor.onDidChangeCursorPosition((event) => setPosition(event.position));
    return () => listener.dispose();
  }, [editor]);
  return <span className={styles.lines}>{text.place(position?.lineNumber ?? 1, position?.column ?? 1)}</span>;
}
