import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { environmentOf, withEnvironment } from '../view/view.ts';
import styles from './run-controls.module.css';
import { useEnvironments } from './use-environments.ts';

const text = messages.shell.environments;

/** Whose variables runs of the workflow get; not there while there are none to choose from. */
export function EnvironmentMenu({ workflow }: { readonly workflow: string }) {
  const { view } = useServices();
  const chosen = useStore(view, (state) => environmentOf(state, workflow));
  const names = useEnvironments(workflow);
  const isMissing = chosen !== null && !names.includes(chosen);
  if (names.length === 0 && chosen === null) return null;
  const item = (name: string | null): MenuItem => ({
    id: name ?? '',
    label: name ?? text.none,
    hint: isMissing && name === chosen ? text.missing : undefined,
    isChecked: name === chosen,
    onSelect: () => view.setState((state) => withEnvironment(state, workflow, name)),
  });
  return (
    <Menu
      align="end"
      trigger={
        <Button className={styles.environment} aria-label={text.label(chosen ?? text.none)} title={text.label(chosen ?? text.none)}>
          <Icon name={isMissing ? 'triangle-alert' : 'layers'} size={15} className={isMissing ? styles.missing : styles.quiet} />
          <span className={`${styles.name} ${chosen === null ? styles.quiet : ''}`}>{chosen ?? text.none}</span>
          <Icon name="chevron-down" size={13} className={styles.quiet} />
        </Button>
      }
      items={[item(null), { id: 'line', separator: true }, ...[...new Set([...names, ...(chosen === null ? [] : [chosen])])].map(item)]}
    />
  );
}
