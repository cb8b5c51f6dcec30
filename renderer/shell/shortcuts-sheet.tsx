import { commandGroups, labelOf } from '../app/command.ts';
import { useServices } from '../app/services.ts';
import { shortcutsHere, shortcutText } from '../app/shortcut.ts';
import { commands } from '../commands/registry.ts';
import { messages } from '../messages/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import styles from './shortcuts-sheet.module.css';

const text = messages.shell;

/** Every shortcut there is, from the registry itself. */
export function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  const services = useServices();
  return (
    <Dialog title={text.shortcutsSheet.title} closeLabel={text.close} width="l" isReading onClose={onClose}>
      <div className={styles.columns}>
        {commandGroups.map((group) => {
          const shown = commands.filter((command) => command.group === group && command.shortcuts && command.shortcuts.length > 0);
          if (shown.length === 0) return null;
          return (
            <section key={group} className={styles.group}>
              <h3 className={styles.title}>{text.groups[group]}</h3>
              <dl className={styles.list}>
                {shown.map((command) => (
                  <div key={command.id} className={styles.row}>
                    <dt>{labelOf(command, services)}</dt>
                    <dd className={styles.keys}>
                      {shortcutsHere(command.shortcuts, services.platform.kind).map((shortcut) => (
                        <kbd key={shortcut} className={styles.key}>
                          {shortcutText(shortcut, services.platform.isMac)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
