import { useMemo } from 'react';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { pictureBoxes } from './picture-boxes.ts';
import styles from './template-picture.module.css';

const box = { width: 34, height: 14, stepX: 50, stepY: 24, margin: 10 };

/** What a workflow looks like from afar. */
export function TemplatePicture({ workflow, label }: { readonly workflow: Workflow; readonly label: string }) {
  const { boxes, lines, columns, rows } = useMemo(() => pictureBoxes(workflow), [workflow]);
  const width = (columns - 1) * box.stepX + box.width + 2 * box.margin;
  const height = (rows - 1) * box.stepY + box.height + 2 * box.margin;
  const left = (x: number) => box.margin + x * box.stepX;
  const top = (y: number) => box.margin + y * box.stepY;
  return (
    <svg className={styles.picture} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {lines.map(({ id, from, to, isFailed }) => {
        const [x1, y1] = [left(from[0]) + box.width, top(from[1]) + box.height / 2];
        const [x2, y2] = [left(to[0]), top(to[1]) + box.height / 2];
        const bend = (x2 - x1) / 2;
        return (
          <path
            key={id}
            className={isFailed ? styles.failed : styles.line}
            d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
          />
        );
      })}
      {boxes.map(({ id, x, y, category }) => (
        <g key={id}>
          <rect className={styles.box} x={left(x)} y={top(y)} width={box.width} height={box.height} rx="4" />
          <rect className={styles.mark} data-kind={category} x={left(x) + 4} y={top(y) + 4} width={6} height={6} rx="2" />
          <rect className={styles.words} x={left(x) + 13} y={top(y) + 6} width={16} height={2} rx="1" />
        </g>
      ))}
    </svg>
  );
}
