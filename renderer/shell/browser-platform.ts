import type { PickedFile, Platform } from '../app/platform.ts';

/** What a browser gives: downloads for saving, a file input for choosing. */
export function browserPlatform(): Platform {
  let hasChanges = false;
  window.addEventListener('beforeunload', (event) => {
    if (hasChanges) event.preventDefault();
  });
  return {
    kind: 'browser',
    kept: localStorage,
    isMac: navigator.platform.startsWith('Mac'),
    pickFiles,
    saveFile: async (name, content) => {
      download(name, content);
      return true;
    },
    showMenu: () => {},
    onRequest: () => {},
    setDirty: (isDirty) => {
      hasChanges = isDirty;
    },
  };
}

function pickFiles(accept: readonly string[]): Promise<readonly PickedFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = accept.join(',');
    input.addEventListener('change', () => resolve(readFiles(input.files ?? [])));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

export function readFiles(files: Iterable<File>): Promise<readonly PickedFile[]> {
  return Promise.all([...files].map(async (file) => ({ name: file.name, text: await file.text() })));
}

function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
