import { spawn } from 'node:child_process';

/** Shows a notification with `notify-send` where there is a desktop; says whether it was shown. Never rejects. */
export function notifyDesktop(title: string, text: string): Promise<boolean> {
  const hasDisplay = process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (process.platform !== 'linux' || !hasDisplay) return Promise.resolve(false);
  return new Promise((resolve) => {
    // After `--` neither text can be taken for an option.
    const child = spawn('notify-send', ['--app-name=Millrace', '--', title, text], { stdio: 'ignore', timeout: 10_000 });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
