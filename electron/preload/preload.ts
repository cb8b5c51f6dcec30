// The window's side of the bridge: a few functions with plain data, and one port to the engine.
import { contextBridge, ipcRenderer } from 'electron';
import { channels } from '../channels.ts';

ipcRenderer.on(channels.port, (event) => {
  const [port] = event.ports;
  // The page's own window is the only one that gets it: ports cannot pass through the context bridge.
  if (port) window.postMessage('millrace-port', location.origin, [port]);
});

// Read at once: the page is drawn in the theme and with the tabs of the last time from its first moment.
const kept: unknown = ipcRenderer.sendSync(channels.readView, null);

contextBridge.exposeInMainWorld('millrace', {
  isMac: process.platform === 'darwin',
  requestPort: () => ipcRenderer.send(channels.port, null),
  pickFiles: (accept: readonly string[]) => ipcRenderer.invoke(channels.pickFiles, accept),
  saveFile: (name: string, bytes: Uint8Array) => ipcRenderer.invoke(channels.saveFile, { name, bytes }),
  showMenu: (commands: readonly unknown[]) => ipcRenderer.send(channels.showMenu, commands),
  readView: () => kept,
  keepView: (key: string, text: string) => ipcRenderer.send(channels.keepView, { key, text }),
  setDirty: (isDirty: boolean) => ipcRenderer.send(channels.setDirty, isDirty),
  onRequest: (handle: (request: unknown) => void) => {
    ipcRenderer.removeAllListeners(channels.request);
    ipcRenderer.on(channels.request, (_event, request: unknown) => handle(request));
    ipcRenderer.send(channels.ready, null);
  },
});
