import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { useCommands } from '../commands/registry.ts';
import type { WorkspaceState } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './welcome.module.css';
import { openWorkflow } from './workflow-actions.ts';

const text = messages.shell.welcome;
const entriesOf = (state: WorkspaceState) => state.entries;
const mostRecent = 5;

/** What stands where no workflow is open: the ways to begin, and what was worked on last. */
export function Welcome() {
  const services = useServices();
  const entries = useStore(services.workspace.store, entriesOf);
  const { run } = useCommands();
  const recent = [...(entries ?? [])].sort((a, b) => b.modifiedAt - a.modifiedAt).slice(0, mostRecent);
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <h1 className={styles.title}>{text.title}</h1>
        <p className={styles.text}>{text.text}</p>
        <Way icon="layout-template" title={text.templates} text={text.templatesText} onChoose={() => services.dialogs.open('templates')} />
        <Way icon="upload" title={text.import} text={text.importText} onChoose={() => services.dialogs.open('import')} />
        <Way icon="plus" title={text.blank} text={text.blankText} onChoose={() => run('file.new')} />
        {recent.length > 0 ? (
          <section>
            <h2 className={styles.heading}>{text.recent}</h2>
            <ul className={styles.recent}>
              {recent.map(({ id, name }) => (
                <li key={id}>
                  <button type="button" className={styles.link} onClick={() => void openWorkflow(id, services)}>
                    <Icon name="workflow" size={15} />
                    {name}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </div>
  );
}

type WayProps = { readonly icon: string; readonly title: string; readonly text: string; readonly onChoose: () => void };

function Way({ icon, title, text: explanation, onChoose }: WayProps) {
  return (
    <button type="button" className={styles.way} onClick={onChoose}>
      <span className={styles.icon}>
        <Icon name={icon} size={20} />
      </span>
      <span>
        <span className={styles.wayTitle}>{title}</span>
        <span className={styles.wayText}>{explanation}</span>
      </span>
    </button>
  );
}
