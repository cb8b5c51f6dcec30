// The desktop window's side of the bridge that the preload script puts up: a port to the engine, and what the desktop gives.
import { type Client, portClient } from '../api/client.ts';
import type { MenuCommand, PickedFile, Platform, PlatformRequest } from '../app/platform.ts';
import { keptTexts } from './kept-texts.ts';

/** What the preload script exposes, and all of it. */
export type ExposedBridge = {
  readonly isMac: boolean;
  /** Asks for a port; it arrives as a message of this very window, because ports cannot pass through the bridge itself. */
  readonly requestPort: () => void;
  readonly pickFiles: (accept: readonly string[]) => Promise<readonly PickedFile[]>;
  readonly saveFile: (name: string, bytes: Uint8Array) => Promise<boolean>;
  readonly showMenu: (commands: readonly MenuCommand[]) => void;
  /** What was kept when the page began to load. */
  readonly readView: () => { readonly [key: string]: string } | null;
  readonly keepView: (key: string, text: string) => void;
  readonly onRequest: (handle: (request: PlatformRequest) => void) => void;
  readonly setDirty: (isDirty: boolean) => void;
};

declare global {
  interface Window {
    readonly millrace?: ExposedBridge;
  }
}

export type DesktopBridge = { readonly platform: Platform; readonly connect: () => Promise<Client> };

/** Null in a browser. */
export function desktopBridge(): DesktopBridge | null {
  const exposed = window.millrace;
  if (!exposed) return null;
  const { isMac, pickFiles, saveFile, showMenu, onRequest, setDirty } = exposed;
  return {
    platform: {
      kind: 'desktop',
      isMac,
      kept: keptTexts(exposed),
      pickFiles,
      saveFile: async (name, content) => saveFile(name, new Uint8Array(await content.arrayBuffer())),
      showMenu,
      onRequest,
      setDirty,
    },
    connect: () => receivePort(exposed.requestPort).then(portClient),
  };
}

function receivePort(request: () => void): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'millrace-port' || !port) return;
      window.removeEventListener('message', onMessage);
      port.start();
      resolve(port);
    };
    window.addEventListener('message', onMessage);
    request();
  });
}
