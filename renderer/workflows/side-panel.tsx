import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useServices } from '../app/services.ts';
import styles from './side-panel.module.css';
import { TaskPalette } from './task-palette.tsx';
import { WorkflowTree } from './workflow-tree.tsx';

/** The workflows above, the task types below. */
export function SidePanel() {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'millrace.side', storage: useServices().platform.kept });
  return (
    <Group orientation="vertical" onLayoutChanged={onLayoutChanged} {...(defaultLayout ? { defaultLayout } : {})}>
      <Panel id="workflows" defaultSize="38%" minSize={110}>
        <WorkflowTree />
      </Panel>
      <Separator className={styles.separator} />
      <Panel id="tasks" minSize={110}>
        <TaskPalette />
      </Panel>
    </Group>
  );
}
