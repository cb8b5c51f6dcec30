import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { useCommands } from '../commands/registry.ts';
import { messages } from '../messages/messages.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { type Section, sections, type ViewState } from '../view/view.ts';
import styles from './rail.module.css';
import { themeItems } from './theme.ts';

const text = messages.shell;
const pictures: { readonly [section in Section]: string } = { workflows: 'workflow' };
const sectionOf = (state: ViewState) => (state.isSideOpen ? state.section : null);
const themeOf = (state: ViewState) => state.theme;

/** The places of the window; the one that is open closes the panel when chosen again. */
export function Rail() {
  const { view } = useServices();
  const open = useStore(view, sectionOf);
  const theme = useStore(view, themeOf);
  const { run } = useCommands();
  const choose = (section: Section) => view.setState(open === section ? { isSideOpen: false } : { section, isSideOpen: true });
  return (
    <nav className={styles.rail} aria-label={text.rail}>
      {sections.map((section) => (
        <IconButton
          key={section}
          label={text.sections[section]}
          icon={pictures[section]}
          isPressed={open === section}
          side="right"
          onClick={() => choose(section)}
        />
      ))}
      <span className={styles.space} />
      <Menu
        side="right"
        align="end"
        trigger={<IconButton label={text.settings} icon="settings" side="right" />}
        items={[
          ...themeItems(view, theme, (name) => `${text.theme}: ${name}`),
          { id: 'line', separator: true as const },
          { id: 'shortcuts', label: text.shortcuts, icon: 'keyboard', onSelect: () => run('help.shortcuts') },
        ]}
      />
    </nav>
  );
}
