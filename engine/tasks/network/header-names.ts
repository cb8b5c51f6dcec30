/** Decided by the connection and the body. A free `Host` would reach other hosts than the ones that were allowed. */
const ownNames = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'expect', 'te', 'trailer']);

/** Why a header of this name cannot be sent, as a sentence; null when it can. */
export function headerNameProblem(name: string): string | null {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return `${JSON.stringify(name.slice(0, 100))} is no name of a header. Correct it.`;
  const lower = name.toLowerCase();
  return ownNames.has(lower) || lower.startsWith('proxy-') ? `The header ${name} is set by Millrace. Remove it.` : null;
}
