// Evaluated inside of the sandbox before the script. It keeps what it needs of the language to itself, so that a script which changes
// built-in objects confuses only itself. It yields a function of the log that gives `run(script, inputText)`; the promise of `run` holds
// `=` and JSON text, or `!` and what keeps the result from being JSON.
export const prelude = `(function (log) {
  'use strict';
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const { keys } = Object;
  const { isFinite } = Number;
  const text = String;
  const maxDepth = 500;

  const show = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return text(value.stack ? value + '\\n' + value.stack : value);
    try {
      return stringify(value) ?? text(value);
    } catch {
      return text(value);
    }
  };
  const write = (level) => (...values) => {
    let line = '';
    for (let i = 0; i < values.length; i++) line += (i === 0 ? '' : ' ') + show(values[i]);
    log(level, line);
  };
  globalThis.console = { log: write('info'), info: write('info'), debug: write('debug'), warn: write('warn'), error: write('error') };

  class NotJson {
    constructor(message) {
      this.message = message;
    }
  }
  const refuse = (path, what) => {
    throw new NotJson(path + ' is ' + what + ', which JSON cannot hold.');
  };
  const encodeScalar = (value, path) => {
    if (typeof value === 'number' && !isFinite(value)) refuse(path, text(value));
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return stringify(value);
    return refuse(path, typeof value === 'bigint' ? 'a BigInt' : typeof value === 'undefined' ? 'undefined' : 'a ' + typeof value);
  };
  const encode = (value, path, parents) => {
    if (typeof value !== 'object' || value === null) return encodeScalar(value, path);
    if (typeof value.toJSON === 'function') return encodeScalar(value.toJSON(), path);
    if (value instanceof Map || value instanceof Set || value instanceof Promise || ArrayBuffer.isView(value)) refuse(path, 'a ' + value.constructor.name);
    for (let i = 0; i < parents.length; i++) if (parents[i] === value) refuse(path, 'part of itself');
    if (parents.length >= maxDepth) refuse(path, 'nested deeper than ' + maxDepth + ' levels');
    const inner = [...parents, value];
    let out = '';
    if (isArray(value)) {
      for (let i = 0; i < value.length; i++) out += (i === 0 ? '' : ',') + encode(value[i], path + '[' + i + ']', inner);
      return '[' + out + ']';
    }
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      out += (i === 0 ? '' : ',') + stringify(names[i]) + ':' + encode(value[names[i]], path + '.' + names[i], inner);
    }
    return '{' + out + '}';
  };

  return async (script, inputText) => {
    const value = await script(parse(inputText));
    try {
      return '=' + (value === undefined ? 'null' : encode(value, 'The result', []));
    } catch (error) {
      if (error instanceof NotJson) return '!' + error.message;
      throw error;
    }
  };
})`;
