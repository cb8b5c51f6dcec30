import { useEffect, useRef } from 'react';
import styles from './code-editor.module.css';
import type { CompareViewProps } from './compare-view.tsx';
import { createModel } from './create-model.ts';
import { commonOptions } from './editor-options.ts';
import { registerLanguage } from './language.ts';
import { monaco } from './monaco.ts';
import { followTheme } from './theme.ts';

export function CompareEditor({ original, modified, labels }: CompareViewProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    registerLanguage();
    const stopTheme = followTheme();
    const editor = monaco.editor.createDiffEditor(host.current, {
      ...commonOptions(),
      readOnly: true,
      domReadOnly: true,
      originalEditable: false,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      ignoreTrimWhitespace: false,
      hideUnchangedRegions: { enabled: true },
    });
    editor.getOriginalEditor().updateOptions({ ariaLabel: labels.original });
    editor.getModifiedEditor().updateOptions({ ariaLabel: labels.modified });
    const models = [original, modified].map((text) => createModel(text));
    const [left, right] = models;
    if (left && right) editor.setModel({ original: left, modified: right });
    return () => {
      editor.dispose();
      for (const model of models) model.dispose();
      stopTheme();
    };
  }, [original, modified, labels.original, labels.modified]);
  return <div ref={host} className={styles.editor} />;
}
