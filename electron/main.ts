// The desktop app, in the order in which things happen.
import { app } from 'electron';
import { handleDialogs } from './dialogs.ts';
import { type HostedEngine, startHostedEngine } from './engine-host.ts';
import { guardEveryPage } from './guards.ts';
import { handleMenus } from './menu.ts';
import { takeOpenRequests } from './open-requests.ts';
import { handlePorts } from './port-bridge.ts';
import { registerAppScheme, serveApp } from './protocol.ts';
import { tellAndQuit } from './start-failure.ts';
import { handleTray } from './tray.ts';
import { handleDirtyMark, openMainWindow } from './window.ts';

// Before anything is ready: both only count then.
registerAppScheme();
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  takeOpenRequests();
  await app.whenReady();
  guardEveryPage();
  serveApp();
  const started = await startHostedEngine();
  if (!started.ok) {
    tellAndQuit(started.failure);
    return;
  }
  const engine = started.value;
  handlePorts(engine.api);
  handleDialogs();
  handleMenus();
  handleDirtyMark();
  openMainWindow();
  handleTray(openMainWindow);
  app.on('activate', openMainWindow);
  stopEngineBeforeQuit(engine);
}

/** Attempts get a grace to end; what does not goes on at the next start. */
function stopEngineBeforeQuit(engine: HostedEngine): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void engine.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });
}
