import { type EdgeProps, Position } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { canvasMessages } from '../../messages/canvas.ts';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import { beginInsert } from '../gestures/quick-add.ts';
import { edgeLine, middleOf, roundedPath } from '../graph/edge-line.ts';
import type { Point } from '../graph/geometry.ts';
import type { ShownEdge } from '../graph/shown-graph.ts';
import { isTaken } from '../graph/taken-edge.ts';
import type { NeedEdge as Shown } from '../nodes/flow-nodes.ts';
import { useTaskState } from '../nodes/use-task-state.ts';
import { useIsSimple } from '../use-detail.ts';
import styles from './need-edge.module.css';

/** An edge from a port to the task that needs it. In a run it says whether the run went along. */
export const NeedEdge = memo(function NeedEdge(props: EdgeProps<Shown>) {
  const { data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected } = props;
  const shown = data?.shown;
  const { model } = useCanvas();
  const isSimple = useIsSimple();
  const isTarget = useCanvasState(({ target }) => target?.edge !== undefined && target.edge === shown?.key);
  const line = useMemo(
    () =>
      edgeLine({
        from: { x: sourceX, y: sourceY },
        side: sourcePosition === Position.Bottom ? 'bottom' : 'right',
        to: { x: level(targetX, sourceX), y: level(targetY, sourceY) },
        direction: targetPosition === Position.Top ? 'down' : 'right',
      }),
    [sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition],
  );
  const path = useMemo(() => roundedPath(line), [line]);
  const look = useLook(shown);
  if (!shown) return null;
  const middle = middleOf(line);
  const classes = [
    styles.line,
    shown.port === 'failed' ? styles.failed : '',
    look,
    selected ? styles.selected : '',
    isTarget ? styles.target : '',
  ];
  return (
    <>
      <path d={path} className={classes.join(' ')} />
      <path d={path} className={`react-flow__edge-interaction ${styles.reach}`} />
      {isSimple ? null : (
        <>
          {shown.port === 'done' ? null : <Label at={middle} text={shown.port} />}
          <InsertButton
            at={shown.port === 'done' ? middle : { x: middle.x, y: middle.y + 20 }}
            onPress={() => beginInsert(model, shown, middle)}
          />
        </>
      )}
    </>
  );
});

/** Places of ports are measured and rounded: what is all but level with the other end is meant to be. */
function level(to: number, from: number): number {
  return Math.abs(to - from) < 2 ? from : to;
}

function useLook(shown: ShownEdge | undefined): string {
  const source = useTaskState(shown?.from ?? '');
  const target = useTaskState(shown?.to ?? '');
  if (!shown || !source) return '';
  if (!isTaken(shown.port, source, target)) return styles.passed ?? '';
  return `${styles.taken} ${target?.status === 'running' ? styles.flowing : ''}`;
}

/** Of a width that fits the text in the small type of labels. */
function Label({ at, text }: { readonly at: Point; readonly text: string }) {
  const width = text.length * 6 + 12;
  return (
    <g className={styles.label} transform={`translate(${at.x} ${at.y})`}>
      <rect x={-width / 2} y={-8} width={width} height={16} rx={8} />
      <text textAnchor="middle" dominantBaseline="central">
        {text}
      </text>
    </g>
  );
}

function InsertButton({ at, onPress }: { readonly at: Point; readonly onPress: () => void }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: an SVG has no buttons; the same is a command of the selected edge, by key and menu
    <g
      className={styles.insert}
      transform={`translate(${at.x} ${at.y})`}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      <title>{canvasMessages.quickAdd}</title>
      <circle r={9} />
      <path d="M-4 0H4M0 -4V4" />
    </g>
  );
}
