import { useEffect } from 'react';
import { useServices } from '../app/services.ts';
import { bindKeys } from '../commands/key-bindings.ts';

/** Keys of the whole window become commands. */
export function useShortcuts(): void {
  const services = useServices();
  useEffect(() => bindKeys(window, services), [services]);
}
