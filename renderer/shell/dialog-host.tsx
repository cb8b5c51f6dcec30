import { Suspense, useState } from 'react';
import { useStore } from 'zustand';
import type { Confirmation, Prompt } from '../app/dialogs.ts';
import { useServices } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { CommandPalette } from './command-palette.tsx';
import { CompareDialog, ImportDialog, RunForm, ShortcutsSheet, TemplateGallery } from './lazy-parts.ts';

const text = messages.shell;

/** The one dialog that is open. */
export function DialogHost() {
  const { dialogs } = useServices();
  const { dialog } = useStore(dialogs.store);
  if (dialog === null) return null;
  if (dialog.kind === 'confirm') return <ConfirmDialog confirmation={dialog.confirmation} onAnswer={dialog.answer} />;
  if (dialog.kind === 'prompt') return <PromptDialog prompt={dialog.prompt} onAnswer={dialog.answer} />;
  const Named = namedDialogs[dialog.name];
  if (!Named) return null;
  return (
    <Suspense fallback={null}>
      <Named about={dialog.about ?? null} onClose={dialogs.close} />
    </Suspense>
  );
}

const namedDialogs: { readonly [name: string]: React.ComponentType<{ readonly about: string | null; readonly onClose: () => void }> } = {
  palette: CommandPalette,
  shortcuts: ShortcutsSheet,
  templates: TemplateGallery,
  import: ImportDialog,
  run: RunForm,
  compare: CompareDialog,
};

function ConfirmDialog({
  confirmation,
  onAnswer,
}: {
  readonly confirmation: Confirmation;
  readonly onAnswer: (choice: string | null) => void;
}) {
  const { title, text: question, choices } = confirmation;
  const footer = (
    <>
      <Button onClick={() => onAnswer(null)}>{text.cancel}</Button>
      {choices.map(({ id, label, kind }) => (
        <Button key={id} kind={kind ?? 'plain'} onClick={() => onAnswer(id)}>
          {label}
        </Button>
      ))}
    </>
  );
  return (
    <Dialog title={title} closeLabel={text.close} width="s" onClose={() => onAnswer(null)} footer={footer}>
      <p>{question}</p>
    </Dialog>
  );
}

function PromptDialog({ prompt, onAnswer }: { readonly prompt: Prompt; readonly onAnswer: (value: string | null) => void }) {
  const [value, setValue] = useState(prompt.value);
  const problem = prompt.check?.(value) ?? null;
  const isReady = value.trim() !== '' && problem === null;
  const footer = (
    <>
      <Button onClick={() => onAnswer(null)}>{text.cancel}</Button>
      <Button kind="primary" disabled={!isReady} onClick={() => onAnswer(value.trim())}>
        {prompt.action}
      </Button>
    </>
  );
  return (
    <Dialog title={prompt.title} closeLabel={text.close} width="s" onClose={() => onAnswer(null)} footer={footer}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onAnswer(value.trim());
        }}
      >
        <TextField label={prompt.label} value={value} onChange={setValue} error={value.trim() === '' ? null : problem} autoFocus />
      </form>
    </Dialog>
  );
}
