import type { Dispatcher } from 'undici';

const inheritedNames = new Set(['constructor', '__proto__']);

/**
 * undici 6 collects the fields of an answer in a plain object, and fails with a TypeError when a server sends one whose name every object
 * inherits. Such fields are left out before it sees them.
 */
export const withoutInheritedNames: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, {
    onConnect: (...args) => handler.onConnect?.(...args),
    onError: (error) => handler.onError?.(error),
    onHeaders: (status, fields, resume, text) => handler.onHeaders?.(status, filterFields(fields), resume, text) ?? true,
    onData: (chunk) => handler.onData?.(chunk) ?? true,
    onComplete: (trailers) => handler.onComplete?.(trailers && filterFields(trailers)),
    onBodySent: (...args) => handler.onBodySent?.(...args),
  });

/** Names and values take turns in the list. */
function filterFields<T extends Buffer | string>(fields: readonly T[]): T[] {
  return fields.filter((_, index) => !inheritedNames.has(String(fields[index - (index % 2)]).toLowerCase()));
}
