let isRegistered = false;

/** What the editor asks about the text: once for all models. */
export function registerProviders(): void {
  if (isRegistered) return;
  isRegistered = true;
}
