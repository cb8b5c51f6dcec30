// The desktop app, in the order in which things happen.
import { app } from 'electron';
import { handleDialogs } from './dialogs.ts';
import { type HostedEngine, startHostedEngine } from './engine-host.ts';
import { guardEveryPage } from './guards.ts';
import { handleMenus } from './menu.ts';
import { takeOpenRequests } from './open-requests.ts';
import { keepProfileApart } from './paths.ts';
import { handlePorts } from './port-bridge.ts';
import { registerAppScheme, serveApp } from './protocol.ts';
import { isTriedAgain } from './start-failure.ts';
import { handleTray } from './tray.ts';
import { handleViewKeeping } from './view-keeping.ts';
import { handleDirtyMark, openMainWindow } from './window.ts';

// Before anything is ready: these only count then.
keepProfileApart();
registerAppScheme();
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  let isStarted = false;
  const openWindow = () => {
    if (isStarted) openMainWindow();
  };
  takeOpenRequests(openWindow);
  await app.whenReady();
  guardEveryPage();
  serveApp();
  const engine = await startEngine();
  if (engine === null) {
    app.exit(1);
    return;
  }
  handlePorts(engine.api);
  handleDialogs();
  handleMenus();
  handleDirtyMark();
  const view = handleViewKeeping();
  isStarted = true;
  openWindow();
  handleTray(openWindow);
  app.on('activate', openWindow);
  finishBeforeQuit(async () => {
    await engine.stop();
    await view.settle();
  });
}

/** Null when the person gave up: another process has the data directory, or it cannot be read. */
async function startEngine(): Promise<HostedEngine | null> {
  for (;;) {
    const started = await startHostedEngine();
    if (started.ok) return started.value;
    if (!(await isTriedAgain(started.failure))) return null;
  }
}

/** Attempts get a grace to end; what does not goes on at the next start. */
function finishBeforeQuit(finish: () => Promise<unknown>): void {
  let isFinished = false;
  let isFinishing = false;
  app.on('before-quit', (event) => {
    if (isFinished) return;
    event.preventDefault();
    if (isFinishing) return;
    isFinishing = true;
    void finish().finally(() => {
      isFinished = true;
      app.quit();
    });
  });
}
