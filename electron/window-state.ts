// Where the window was: kept when it changes, and used again as far as it is still on a screen.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import * as z from 'zod';
import { windowStateFile } from './paths.ts';
import { overlaps } from './window-bounds.ts';

const size = z.number().int();
const stateSchema = z.object({
  bounds: z.object({ x: size, y: size, width: size.min(400), height: size.min(300) }),
  isMaximized: z.boolean(),
});
export type WindowState = { readonly bounds: Partial<Rectangle>; readonly isMaximized: boolean };

const usual: WindowState = { bounds: { width: 1440, height: 900 }, isMaximized: false };
const settleMs = 300;

export function readWindowState(): WindowState {
  const kept = readKept();
  if (!kept) return usual;
  return screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, kept.bounds))
    ? kept
    : { ...usual, isMaximized: kept.isMaximized };
}

export function keepWindowState(window: BrowserWindow): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = () => {
    if (window.isDestroyed() || window.isMinimized()) return;
    writeKept({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, settleMs);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('close', () => {
    clearTimeout(timer);
    keep();
  });
}

function readKept() {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(windowStateFile(), 'utf8')));
  } catch {
    // Never kept, or not readable any more: the window opens as it does at first.
    return null;
  }
}

function writeKept(state: { readonly bounds: Rectangle; readonly isMaximized: boolean }): void {
  const file = windowStateFile();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
