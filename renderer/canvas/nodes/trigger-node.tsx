import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { canvasMessages } from '../../messages/canvas.ts';
import { Icon } from '../../ui/icon.tsx';
import { useIsSimple } from '../use-detail.ts';
import type { TriggerNode as Shown } from './flow-nodes.ts';
import ports from './ports.module.css';
import styles from './task-node.module.css';
import own from './trigger-node.module.css';

/** What starts a run. Triggers are no tasks: nothing can need them. */
export const TriggerNode = memo(function TriggerNode({ data: { shown } }: NodeProps<Shown>) {
  const { id, trigger, direction, box } = shown;
  const isSimple = useIsSimple();
  const isRight = direction === 'right';
  const isOff = trigger.enabled === false;
  return (
    <div className={`${isSimple ? styles.simple : styles.card} ${own.trigger} ${isOff ? styles.disabled : ''}`} data-kind="trigger">
      {isSimple ? (
        <span className={styles.simpleName}>{trigger.name ?? id}</span>
      ) : (
        <>
          <span className={`${styles.picture} ${own.round}`}>
            <Icon name="calendar-clock" size={17} />
          </span>
          <span className={styles.words}>
            <span className={styles.name}>{trigger.name ?? id}</span>
            <span className={styles.line}>
              {isOff ? canvasMessages.disabledTrigger : [trigger.schedule, trigger.timezone].filter(Boolean).join(' · ')}
            </span>
          </span>
        </>
      )}
      <Handle
        type="source"
        id="start"
        position={isRight ? Position.Right : Position.Bottom}
        isConnectable={false}
        className={ports.port ?? ''}
        style={isRight ? { left: box.width, top: box.height / 2 } : { left: box.width / 2, top: box.height }}
      />
    </div>
  );
});
