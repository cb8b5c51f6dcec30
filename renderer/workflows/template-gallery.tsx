import { useEffect, useState } from 'react';
import type { Template } from '../../engine/api/contract/shapes.ts';
import { failureOf } from '../api/failure.ts';
import { useServices } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Markdown } from '../ui/markdown.tsx';
import styles from './template-gallery.module.css';
import { TemplatePicture } from './template-picture.tsx';

const text = messages.workflows.templates;

/** Workflows that work, with pictures; one of them with its description before it is used. */
export function TemplateGallery({ onClose }: { readonly onClose: () => void }) {
  const { client } = useServices();
  const [templates, setTemplates] = useState<readonly Template[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [shown, setShown] = useState<Template | null>(null);
  useEffect(() => {
    client.templates.list({}).then(
      (answer) => setTemplates(answer.templates),
      (thrown: unknown) => setProblem(`${text.failed} ${failureOf(thrown).message}`),
    );
  }, [client]);
  if (shown) return <TemplateDetails template={shown} onBack={() => setShown(null)} onClose={onClose} />;
  return (
    <Dialog title={text.title} closeLabel={messages.shell.close} width="l" onClose={onClose}>
      <p className={styles.intro}>{text.text}</p>
      {problem ? <p role="alert">{problem}</p> : null}
      <ul className={styles.grid}>
        {templates?.map((template) => (
          <li key={template.id}>
            <button type="button" className={styles.card} onClick={() => setShown(template)}>
              <span className={styles.picture}>
                <TemplatePicture workflow={template.workflow} label={text.picture(template.name)} />
              </span>
              <span className={styles.name}>{template.name}</span>
              <span className={styles.description}>{template.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

type DetailsProps = { readonly template: Template; readonly onBack: () => void; readonly onClose: () => void };

function TemplateDetails({ template, onBack, onClose }: DetailsProps) {
  const { client, workspace, surfaces, toasts } = useServices();
  const [isBusy, setBusy] = useState(false);
  const use = async () => {
    setBusy(true);
    try {
      const { id } = await client.templates.use({ id: template.id });
      onClose();
      await workspace.refresh();
      const stopWaiting = surfaces.focusNextCanvas();
      const opened = await workspace.open(id);
      if (opened.ok) return;
      stopWaiting();
      toasts.tellFailure(opened.failure);
    } catch (thrown) {
      setBusy(false);
      toasts.tellFailure(failureOf(thrown));
    }
  };
  const footer = (
    <>
      <Button onClick={onBack}>{text.back}</Button>
      <Button kind="primary" disabled={isBusy} onClick={() => void use()}>
        {text.use}
      </Button>
    </>
  );
  return (
    <Dialog title={template.name} closeLabel={messages.shell.close} width="l" isReading onClose={onClose} footer={footer}>
      <div className={styles.large}>
        <TemplatePicture workflow={template.workflow} label={text.picture(template.name)} />
      </div>
      <p className={styles.facts}>
        {[text.tasks(Object.keys(template.workflow.tasks).length), ...(template.workflow.tags ?? [])].join(' · ')}
      </p>
      <Markdown text={withoutTitle(template.readme)} />
    </Dialog>
  );
}

/** The dialog has the name at its head already. */
function withoutTitle(readme: string): string {
  return readme.replace(/^#\s.*\n+/, '');
}
