// A workflow as an SVG of its own, which needs nothing of the window to be drawn: cards, frames, edges and notes.
import { edgeLine, endsOfEdge, middleOf, roundedPath } from '../graph/edge-line.ts';
import type { Box } from '../graph/geometry.ts';
import { extentOf } from '../graph/hit-test.ts';
import type { ShownNote, ShownTrigger } from '../graph/show-others.ts';
import type { ShownGraph, ShownTask } from '../graph/shown-graph.ts';
import type { TaskWords } from '../graph/task-words.ts';
import type { Palette } from '../overview/palette.ts';
import { wrapText } from './wrap-text.ts';

export type Picture = {
  readonly graph: ShownGraph;
  readonly triggers: readonly ShownTrigger[];
  readonly notes: readonly ShownNote[];
  readonly palette: Palette;
  readonly wordsOf: (task: ShownTask) => TaskWords;
  /** The inside of an icon's SVG, by its name; '' when there is none. */
  readonly iconOf: (name: string) => string;
};

export type Drawn = { readonly svg: string; readonly width: number; readonly height: number };

const margin = 40;
const font = `font-family="'Inter Variable', Inter, system-ui, sans-serif"`;

export function toSvg(picture: Picture): Drawn {
  const { graph, triggers, notes, palette } = picture;
  const extent = extentOf(
    graph,
    [...triggers, ...notes].map(({ box }) => box),
  ) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [width, height] = [Math.ceil(extent.width + 2 * margin), Math.ceil(extent.height + 2 * margin)];
  const tasks = [...graph.tasks.values()];
  const parts = [
    `<rect width="100%" height="100%" fill="${palette.background}"/>`,
    `<g transform="translate(${margin - extent.x} ${margin - extent.y})">`,
    ...notes.map((note) => drawNote(note, palette)),
    ...tasks.filter(({ isFrame }) => isFrame).map((task) => drawFrame(task, picture)),
    ...drawStarts(picture),
    ...drawEdges(picture),
    ...triggers.map((trigger) => drawTrigger(trigger, picture)),
    ...tasks.filter(({ isFrame }) => !isFrame).map((task) => drawTask(task, picture)),
    ...drawLabels(picture),
    '</g>',
  ];
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${font}>`;
  return { svg: `${opening}${parts.join('')}</svg>`, width, height };
}

/** Texts of documents are data: nothing of them is markup. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for these, escaped or not
  const allowed = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function cut(text: string, longest: number): string {
  // A character that needs two units is not cut in half.
  return escapeXml(text.length > longest ? `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text);
}

function drawCard(
  box: Box,
  words: Omit<TaskWords, 'kind' | 'title'> & { kind: keyof Palette['kinds'] },
  { palette, iconOf }: Picture,
): string {
  const { x, y, width, height } = box;
  const middle = y + height / 2;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${palette.panel}" stroke="${palette.line}"/>`,
    `<rect x="${x + 11}" y="${middle - 17}" width="34" height="34" rx="8" fill="${palette.softKinds[words.kind]}"/>`,
    `<svg x="${x + 19}" y="${middle - 9}" width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="${palette.kinds[words.kind]}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${iconOf(words.icon)}</svg>`,
    `<text x="${x + 55}" y="${middle - 3}" font-size="13" font-weight="600" fill="${palette.text}">${cut(words.name, 19)}</text>`,
    `<text x="${x + 55}" y="${middle + 13}" font-size="11.5" fill="${palette.muted}">${cut(words.line, 24)}</text>`,
  ].join('');
}

function drawTask(task: ShownTask, picture: Picture): string {
  const card = drawCard(task.box, picture.wordsOf(task), picture);
  return task.task.disabled ? `<g opacity="0.5">${card}</g>` : card;
}

function drawTrigger({ id, trigger, box }: ShownTrigger, picture: Picture): string {
  return drawCard(box, { name: trigger.name ?? id, line: trigger.schedule, icon: 'calendar-clock', kind: 'trigger' }, picture);
}

function drawFrame(task: ShownTask, { palette, wordsOf }: Picture): string {
  const { x, y, width, height } = task.box;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${palette.softKinds.group}" fill-opacity="0.45" stroke="${palette.kinds.group}" stroke-opacity="0.6" stroke-width="1.5"/>`,
    `<text x="${x + 16}" y="${y + 25}" font-size="13" font-weight="600" fill="${palette.text}">${cut(wordsOf(task).name, Math.floor(width / 8))}</text>`,
  ].join('');
}

function drawEdges({ graph, palette }: Picture): readonly string[] {
  return graph.edges.flatMap((edge) => {
    const ends = endsOfEdge(graph, edge);
    if (!ends) return [];
    const look = edge.port === 'failed' ? `stroke="${palette.failed}" stroke-dasharray="5 4"` : `stroke="${palette.edge}"`;
    return [`<path d="${roundedPath(edgeLine(ends))}" fill="none" stroke-width="1.5" ${look}/>`];
  });
}

function drawStarts({ graph, triggers, palette }: Picture): readonly string[] {
  const isRight = graph.direction === 'right';
  return triggers.flatMap(({ box, to }) =>
    to.flatMap((path) => {
      const target = graph.tasks.get(path);
      if (!target) return [];
      const from = isRight ? { x: box.x + box.width, y: box.y + box.height / 2 } : { x: box.x + box.width / 2, y: box.y + box.height };
      const at = isRight ? { x: target.box.x, y: target.box.y + 28 } : { x: target.box.x + 104, y: target.box.y };
      const line = edgeLine({ from, side: isRight ? 'right' : 'bottom', to: at, direction: graph.direction });
      return [
        `<path d="${roundedPath(line)}" fill="none" stroke="${palette.kinds.trigger}" stroke-width="1.5" stroke-dasharray="1 5" stroke-linecap="round"/>`,
      ];
    }),
  );
}

function drawLabels({ graph, palette }: Picture): readonly string[] {
  return graph.edges.flatMap((edge) => {
    const ends = edge.port === 'done' ? null : endsOfEdge(graph, edge);
    if (!ends) return [];
    const { x, y } = middleOf(edgeLine(ends));
    const width = edge.port.length * 6 + 12;
    return [
      `<rect x="${x - width / 2}" y="${y - 8}" width="${width}" height="16" rx="8" fill="${palette.panel}" stroke="${palette.line}"/>`,
      `<text x="${x}" y="${y + 4}" font-size="10.5" text-anchor="middle" fill="${palette.muted}">${escapeXml(edge.port)}</text>`,
    ];
  });
}

function drawNote({ note, box }: ShownNote, palette: Palette): string {
  const { x, y, width, height } = box;
  const lines = wrapText(note.text, Math.floor((width - 20) / 6.4), Math.floor((height - 12) / 17));
  const texts = lines.map(
    ({ text, isBold }, index) =>
      `<text x="${x + 10}" y="${y + 22 + index * 17}" font-size="12"${isBold ? ' font-weight="600"' : ''} fill="${palette.noteText}">${escapeXml(text)}</text>`,
  );
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${palette.note}" stroke="${palette.noteLine}"/>${texts.join('')}`;
}
