import { useState } from 'react';
import { useServices } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import styles from './import-dialog.module.css';
import { importFiles } from './import-files.ts';

const text = messages.workflows.import;

export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const services = useServices();
  const [pasted, setPasted] = useState('');
  const take = async (files: Parameters<typeof importFiles>[0]) => {
    if (files.length > 0 && (await importFiles(files, services)) > 0) onClose();
  };
  const footer = (
    <>
      <Button icon="upload" onClick={() => void services.platform.pickFiles(['.json', '.millrace']).then(take)}>
        {text.choose}
      </Button>
      <Button kind="primary" disabled={pasted.trim() === ''} onClick={() => void take([{ name: text.paste, text: pasted }])}>
        {text.action}
      </Button>
    </>
  );
  return (
    <Dialog title={text.title} closeLabel={messages.shell.close} onClose={onClose} footer={footer}>
      <div className={styles.body}>
        <p>{text.text}</p>
        <TextField label={text.paste} value={pasted} onChange={setPasted} isMultiline isMono />
      </div>
    </Dialog>
  );
}
