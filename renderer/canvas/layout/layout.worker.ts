// Lays graphs out beside the window's own thread.
import { layOut } from './lay-out.ts';
import type { LayoutJob } from './layout-input.ts';

self.onmessage = ({ data }: MessageEvent<{ readonly number: number; readonly job: LayoutJob }>) => {
  self.postMessage({ number: data.number, places: layOut(data.job) });
};
