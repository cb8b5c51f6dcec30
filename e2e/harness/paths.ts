import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
export const cli = join(root, 'dist/cli/millrace.js');
export const electronBinary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '', 'electron');

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of the system; undefined: the one that Playwright fetched. */
export function systemChromium(): string | undefined {
  return process.env.MILLRACE_CHROMIUM ?? places.find((place) => existsSync(place));
}

export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
