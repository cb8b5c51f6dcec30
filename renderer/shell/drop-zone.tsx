import type { ReactNode } from 'react';
import { useServices } from '../app/services.ts';
import { importFiles } from '../workflows/import-files.ts';
import { readFiles } from './browser-platform.ts';

/** Files that are dropped anywhere on the window are imported. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const services = useServices();
  const hasFiles = (event: React.DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file has the commands for importing beside it.
    <div
      style={{ height: '100%' }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        void readFiles(event.dataTransfer.files).then((files) => importFiles(files, services));
      }}
    >
      {children}
    </div>
  );
}
