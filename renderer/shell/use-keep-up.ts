import { useEffect } from 'react';
import { keepUp } from '../app/keep-up.ts';
import { useServices } from '../app/services.ts';

/** Notices changes by others, and offers what a closed window left, once the tabs of the last time are open. */
export function useKeepUp(isRestored: boolean): void {
  const services = useServices();
  useEffect(() => (isRestored ? keepUp(services, window) : undefined), [services, isRestored]);
}
