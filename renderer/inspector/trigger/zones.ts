// Time zones that a person may choose from.

/** What the platform knows, UTC and the person's own zone first. */
export function timeZones(): readonly string[] {
  const all = Intl.supportedValuesOf('timeZone');
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set(['UTC', own, ...all])];
}
