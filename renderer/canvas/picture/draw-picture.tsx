import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Icon } from '../../ui/icon.tsx';
import type { CanvasModel } from '../canvas-model.ts';
import { wordsOf } from '../overview/paint-graph.ts';
import { readPalette } from '../overview/palette.ts';
import { type Drawn, toSvg } from './to-svg.ts';

/** Twice as fine as the screen, as long as browsers can make a picture of that size. */
const sharpness = 2;
const mostPixels = 60_000_000;
const longestSide = 16_000;

/** The workflow as it is shown, without what is selected. */
export async function drawPicture(model: CanvasModel, format: 'svg' | 'png'): Promise<Blob> {
  const { graph, triggers, notes } = model.store.getState();
  const palette = readPalette(model.element ?? document.documentElement);
  const drawn = toSvg({ graph, triggers, notes, palette, wordsOf, iconOf: createIcons() });
  const svg = new Blob([drawn.svg], { type: 'image/svg+xml' });
  return format === 'svg' ? svg : await rasterize(svg, drawn);
}

async function rasterize(svg: Blob, { width, height }: Drawn): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(sharpness, longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.floor(width * scale));
    canvas.height = Math.max(1, Math.floor(height * scale));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!png) throw new Error('The picture is too large for a PNG. Export it as SVG.');
    return png;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The drawings of icons, each made once. */
function createIcons(): (name: string) => string {
  const made = new Map<string, string>();
  return (name) => {
    const there = made.get(name);
    if (there !== undefined) return there;
    const room = document.createElement('div');
    const root = createRoot(room);
    flushSync(() => root.render(<Icon name={name} />));
    const markup = room.querySelector('svg')?.innerHTML ?? '';
    root.unmount();
    made.set(name, markup);
    return markup;
  };
}
