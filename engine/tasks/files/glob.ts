// Globs, compiled to RE2: a pattern comes from a document, and must not be able to stall the engine on a long name.
import { RE2JS } from 're2js';
import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';

export type Glob = {
  /** The folder before the first part with a wildcard; `.` when the first part has one. */
  readonly base: string;
  /** Whether a path relative to `base` (with `/`) matches. */
  readonly matches: (path: string) => boolean;
  /** Whether anything below the base's own entries can match. */
  readonly isDeep: boolean;
};

/**
 * `*` and `?` within a name, `**` as a whole part for any number of folders, `[a-z]`, `[!a-z]`, `{a,b}`.
 * Throws `invalid_pattern`.
 */
export function compileGlob(pattern: string): Glob {
  const parts = pattern.replace(/^(?:\.\/)+/, '').split('/');
  const found = parts.findIndex((part) => /[*?[{]/.test(part));
  const first = found === -1 ? parts.length - 1 : found;
  const rest = parts.slice(first);
  const base = parts.slice(0, first).join('/');
  const regex = compile(rest.join('/'), pattern);
  return {
    base: base === '' ? (pattern.startsWith('/') ? '/' : '.') : base,
    matches: (path) => regex.matches(path),
    isDeep: rest.length > 1 || rest.some((part) => part.includes('**') || part.includes('{')),
  };
}

function compile(glob: string, pattern: string): RE2JS {
  try {
    return RE2JS.compile(translate(glob), RE2JS.DOTALL);
  } catch {
    throw invalidPattern(pattern);
  }
}

function translate(glob: string): string {
  let out = '';
  let index = 0;
  let openBraces = 0;
  while (index < glob.length) {
    const rest = glob.slice(index);
    const token = /^(?:\*+|\?|\[!?\]?[^\]/]*\]|[{},]|[^*?[{},]+|\[)/.exec(rest)?.[0] ?? rest.charAt(0);
    const isAtStart = index === 0 || glob[index - 1] === '/';
    const isWholePart = isAtStart && token.startsWith('**') && (rest[token.length] === '/' || rest.length === token.length);
    if (isWholePart && rest[token.length] === '/') {
      out += '(?:[^/]+/)*';
      index += token.length + 1;
      continue;
    }
    if (token === '{') openBraces += 1;
    out += isWholePart ? '.*' : translateToken(token, openBraces > 0);
    if (token === '}' && openBraces > 0) openBraces -= 1;
    index += token.length;
  }
  return out;
}

function translateToken(token: string, isInBraces: boolean): string {
  if (/^\*+$/.test(token)) return '[^/]*';
  if (token === '?') return '[^/]';
  if (token === '{') return '(?:';
  if (token === '}' && isInBraces) return ')';
  if (token === ',' && isInBraces) return '|';
  if (/^\[.+\]$/s.test(token)) return translateSet(token);
  return RE2JS.quote(token);
}

function translateSet(set: string): string {
  const isNegated = set[1] === '!';
  // A leading hyphen is itself; behind the slash of a negated set it would open a range.
  const members = set
    .slice(isNegated ? 2 : 1, -1)
    .replace(/[\\[\]^&~]/g, '\\$&')
    .replace(/^-/, '\\-');
  return `[${isNegated ? '^/' : ''}${members}]`;
}

function invalidPattern(pattern: string): TaskFailure {
  const message = `The pattern ${JSON.stringify(pattern)} cannot be read. Check that every { has a } and every range [a-z] goes upwards.`;
  return new TaskFailure(userFailure('invalid_pattern', message, { pattern }));
}
