// @ts-check
// The thread in which scripts of `script.js` run: one QuickJS instance in WebAssembly per script, whose memory cannot grow above its limit.
// It is an entry of its own for the bundler (`dist/engine/script-worker.mjs`) and plain JavaScript, because a thread starts it by its path.
// The other side is script-sandbox.ts, which also ends this thread when it does not answer in time.
import { parentPort } from 'node:worker_threads';
import variant from '@jitl/quickjs-singlefile-mjs-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import { prelude } from './script-prelude.mjs';

/**
 * @typedef {{ code: string, inputText: string, memoryBytes: number, stackBytes: number, timeoutMs: number }} Order
 * @typedef {import('quickjs-emscripten-core').QuickJSContext} Context
 * @typedef {import('quickjs-emscripten-core').QuickJSHandle} Handle
 * @typedef {{ type: 'returned', text: string } | { type: 'not_json', message: string } | { type: 'limit', limit: 'memory' | 'time' | 'stack' }
 *   | { type: 'threw', message: string, line?: number }} End
 */

const pageBytes = 65_536;
/** What QuickJS itself needs to start with. */
const initialPages = 256;
const maxPages = 32_768;
/** The function that is put around a script takes one line. */
const linesBefore = 1;
const logLimits = { lines: 10_000, characters: 2_000_000, lineCharacters: 16_384 };

parentPort?.on('message', async (/** @type {Order} */ order) => {
  parentPort?.postMessage({ type: 'started' });
  const end = await run(order);
  parentPort?.postMessage({ type: 'ended', end });
});

/** @param {Order} order @returns {Promise<End>} */
async function run({ code, inputText, memoryBytes, stackBytes, timeoutMs }) {
  const maximum = Math.min(maxPages, initialPages + Math.ceil(memoryBytes / pageBytes));
  const wasmMemory = new WebAssembly.Memory({ initial: initialPages, maximum });
  const quickJs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory }));
  const runtime = quickJs.newRuntime();
  runtime.setMaxStackSize(stackBytes);
  const deadline = performance.now() + timeoutMs;
  let isOver = false;
  const isFull = () => wasmMemory.buffer.byteLength >= 0.8 * maximum * pageBytes;
  runtime.setInterruptHandler(() => {
    isOver ||= performance.now() >= deadline;
    return isOver;
  });
  // The instance is dropped as a whole afterwards; taking it apart could fail on what a script has left.
  try {
    const end = evaluate(runtime.newContext(), code, inputText, isFull);
    // An interruption can surface as any error, or be swallowed: QuickJS throws it wherever it stands, in the middle of a promise too.
    return isOver ? { type: 'limit', limit: 'time' } : end;
  } catch (error) {
    return isOver ? { type: 'limit', limit: 'time' } : describeBreakdown(error);
  }
}

/** @param {Context} vm @param {string} code @param {string} inputText @param {() => boolean} isFull @returns {End} */
function evaluate(vm, code, inputText, isFull) {
  const start = vm.unwrapResult(vm.evalCode(prelude, 'prelude.js'));
  const runScript = vm.unwrapResult(vm.callFunction(start, vm.undefined, createLog(vm)));
  const script = vm.evalCode(`(async function (input) {\n${code}\n})`, 'script.js', { strict: true });
  if (script.error) return describeError(vm, script.error, isFull);
  const called = vm.callFunction(runScript, vm.undefined, script.value, vm.newString(inputText));
  if (called.error) return describeError(vm, called.error, isFull);
  const jobs = vm.runtime.executePendingJobs();
  if (jobs.error) return describeError(vm, jobs.error, isFull);
  const promise = vm.getPromiseState(called.value);
  if (promise.type === 'rejected') return describeError(vm, promise.error, isFull);
  if (promise.type === 'pending') return { type: 'threw', message: 'The script waits for a promise that nothing will ever settle.' };
  const text = vm.getString(promise.value);
  if (text.startsWith('=')) return { type: 'returned', text: text.slice(1) };
  return { type: 'not_json', message: text.slice(1) };
}

/** @param {Context} vm */
function createLog(vm) {
  let lines = 0;
  let characters = 0;
  return vm.newFunction('log', (levelHandle, textHandle) => {
    if (lines > logLimits.lines || characters > logLimits.characters) return;
    const text = vm.getString(textHandle).slice(0, logLimits.lineCharacters);
    lines += 1;
    characters += text.length;
    const isLast = lines > logLimits.lines || characters > logLimits.characters;
    const message = { level: vm.getString(levelHandle), text };
    parentPort?.postMessage({
      type: 'log',
      ...(isLast ? { level: 'warn', text: 'The script writes too much: the rest of its log is left out.' } : message),
    });
  });
}

/** @param {Context} vm @param {Handle} error @param {() => boolean} isFull @returns {End} */
function describeError(vm, error, isFull) {
  const { name, message, stack } = readError(vm, error);
  if (name === 'InternalError' && message.startsWith('out of memory')) return { type: 'limit', limit: 'memory' };
  // Without memory for an error, QuickJS throws null.
  if (message === 'null' && isFull()) return { type: 'limit', limit: 'memory' };
  if (message === 'stack overflow') return { type: 'limit', limit: 'stack' };
  const [, line, column] = /script\.js:(\d+)(?::(\d+))?/.exec(stack) ?? [];
  const said = name === '' ? message : `${name}: ${message}`;
  if (line === undefined) return { type: 'threw', message: said };
  const place = name === 'SyntaxError' && column !== undefined ? ` (column ${column})` : '';
  return { type: 'threw', message: said + place, line: Math.max(1, Number(line) - linesBefore) };
}

/** @param {Context} vm @param {Handle} error @returns {{ name: string, message: string, stack: string }} */
function readError(vm, error) {
  const type = vm.typeof(error);
  if (type !== 'object')
    return { name: '', message: limitText(type === 'string' ? vm.getString(error) : String(vm.dump(error))), stack: '' };
  const read = (/** @type {string} */ key) => {
    const value = vm.getProp(error, key);
    return vm.typeof(value) === 'string' ? limitText(vm.getString(value)) : '';
  };
  const [name, message, stack] = [read('name'), read('message'), read('stack')];
  return name === '' && message === ''
    ? { name, message: limitText(JSON.stringify(vm.dump(error)) ?? 'unknown'), stack }
    : { name, message, stack };
}

/** @param {string} text */
function limitText(text) {
  return text.length > 4000 ? `${text.slice(0, 4000)}…` : text;
}

/** What breaks QuickJS itself: the stack of this thread, or memory it could not do without. @param {unknown} error @returns {End} */
function describeBreakdown(error) {
  return { type: 'limit', limit: error instanceof RangeError ? 'stack' : 'memory' };
}
