import { Handle, Position } from '@xyflow/react';
import { memo } from 'react';
import { canvasMessages } from '../../messages/canvas.ts';
import { inPortOf } from '../graph/ports.ts';
import type { ShownTask } from '../graph/shown-graph.ts';
import styles from './ports.module.css';

/** Where edges come in and leave. Ports that are not used show when the person is at the task. */
export const Ports = memo(function Ports({ shown }: { readonly shown: ShownTask }) {
  const { direction, box, isFrame, ports, used } = shown;
  const input = inPortOf(direction, box, isFrame);
  const names = used.split(' ');
  return (
    <>
      <Handle
        type="target"
        position={direction === 'right' ? Position.Left : Position.Top}
        className={styles.port ?? ''}
        style={{ left: input.x, top: input.y }}
        aria-label={canvasMessages.inPortLabel}
        role="img"
      />
      {ports.map(({ name, side, x, y, isMain }) => {
        const isUsed = names.includes(name);
        const isShown = isMain || isUsed;
        const isNamed = name !== 'done' || ports[0]?.name !== 'done';
        return (
          <Handle
            key={name}
            id={name}
            type="source"
            position={side === 'right' ? Position.Right : Position.Bottom}
            className={`${styles.port} ${isShown ? '' : styles.extra} ${name === 'failed' ? styles.failed : ''}`}
            style={{ left: x, top: y }}
            aria-label={canvasMessages.portLabel(name)}
            role="img"
          >
            {isNamed ? <span className={`${styles.label} ${styles[side]} ${isMain && !isUsed ? styles.shown : ''}`}>{name}</span> : null}
          </Handle>
        );
      })}
    </>
  );
});

/** Only where edges are, for when the canvas is seen from afar. */
export const SimplePorts = memo(function SimplePorts({ shown }: { readonly shown: ShownTask }) {
  const { direction, box, isFrame, ports, used } = shown;
  const input = inPortOf(direction, box, isFrame);
  const names = used.split(' ');
  return (
    <>
      <span
        className={`target ${styles.spot}`}
        data-handlepos={direction === 'right' ? 'left' : 'top'}
        style={{ left: input.x, top: input.y }}
      />
      {ports.map(({ name, side, x, y }) =>
        names.includes(name) ? (
          <span key={name} className={`source ${styles.spot}`} data-handleid={name} data-handlepos={side} style={{ left: x, top: y }} />
        ) : null,
      )}
    </>
  );
});
