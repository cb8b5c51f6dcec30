// Playwright's test with a started application: in the project `chromium` a browser on a server, in `electron` the desktop window.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, chromium, expect, type Page } from '@playwright/test';
import { killElectron, launchElectron } from './electron.ts';
import { chromiumArgs, systemChromium } from './paths.ts';
import { type Server, startServer } from './server.ts';

export type App = {
  readonly page: Page;
  readonly host: 'chromium' | 'electron';
  readonly dataDir: string;
  /** The document of a stored workflow, as it is on disk. */
  readonly readWorkflow: (id: string) => Promise<{ readonly text: string; readonly value: Record<string, unknown> }>;
  /** Kills the application as a power cut would and starts it again on the same data. */
  readonly crash: () => Promise<void>;
  /** The content of the file that something saves: the download in a browser, what the native dialog was told on the desktop. */
  readonly savedBy: (act: () => Promise<void>) => Promise<Buffer>;
  /** Another window on the same data; a browser only. */
  readonly openSecond: () => Promise<Page>;
};

type Running = Pick<App, 'page' | 'savedBy' | 'openSecond'> & { readonly end: (isCrash: boolean) => Promise<void> };

export const test = base.extend<{ app: App }>({
  app: async ({ viewport, colorScheme }, use, { project }) => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-e2e-'));
    const dataDir = join(folder, 'data');
    const host = project.name === 'electron' ? 'electron' : 'chromium';
    const look = { viewport: viewport ?? { width: 1440, height: 900 }, colorScheme: colorScheme ?? 'light' };
    let port = 0;
    const start = async (): Promise<Running> => {
      if (host === 'electron') return startElectron(folder, dataDir);
      const started = await startBrowser(folder, dataDir, look, port);
      port = Number(new URL(started.url).port);
      return started;
    };
    let running = await start();
    const app: App = {
      get page() {
        return running.page;
      },
      host,
      dataDir,
      readWorkflow: async (id) => {
        const text = await readFile(join(dataDir, 'workflows', `${id}.json`), 'utf8');
        return { text, value: JSON.parse(text) };
      },
      crash: async () => {
        await running.end(true);
        running = await start();
      },
      savedBy: (act) => running.savedBy(act),
      openSecond: () => running.openSecond(),
    };
    await use(app);
    await running.end(false);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect } from '@playwright/test';

type Look = {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark' | 'no-preference';
};

/** The browser's profile is kept over a crash, as a person's is. */
async function startBrowser(folder: string, dataDir: string, look: Look, port: number): Promise<Running & { readonly url: string }> {
  const server: Server = await startServer(dataDir, port);
  const executablePath = systemChromium();
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...look,
    headless: true,
    args: chromiumArgs,
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...(executablePath ? { executablePath } : {}),
  });
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/#token=${server.token}`);
    return page;
  };
  const [first] = context.pages();
  const page = await open();
  await first?.close();
  return {
    url: server.url,
    page,
    savedBy: async (act) => {
      const [download] = await Promise.all([page.waitForEvent('download'), act()]);
      return readFile(await download.path());
    },
    openSecond: open,
    end: async (isCrash) => {
      if (isCrash) await server.kill();
      await context.close();
      await server.stop();
    },
  };
}

async function startElectron(folder: string, dataDir: string): Promise<Running> {
  const application = await launchElectron({ folder, dataDir });
  const page = await application.firstWindow();
  return {
    page,
    savedBy: async (act) => {
      const path = join(folder, `saved-${Date.now()}`);
      await application.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, path);
      await act();
      await expect
        .poll(() =>
          stat(path).then(
            ({ size }) => size,
            () => 0,
          ),
        )
        .toBeGreaterThan(0);
      return readFile(path);
    },
    openSecond: () => Promise.reject(new Error('The desktop app has one window')),
    end: (isCrash) => (isCrash ? killElectron(application) : application.close()),
  };
}
