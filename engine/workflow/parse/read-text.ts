import { type Node, parseTree } from 'jsonc-parser';
import type { Json } from '../json.ts';
import { limits } from '../limits.ts';
import type { JsonPath } from '../problem.ts';
import type { Finding } from './finding.ts';
import { error } from './finding.ts';
import { nestsDeeper } from './scan-text.ts';
import { syntaxFindings } from './syntax-findings.ts';
import { decodeUtf8, utf8Length } from './utf8.ts';

/** A document before anything is known about it but that it is JSON. */
export type Source = {
  readonly value: unknown;
  /** There is no value worth looking at, nor a text to find places in. */
  readonly refused?: true;
  readonly text?: string;
  readonly findings: readonly Finding[];
  /** The text was not JSON: the value is what could be made of it. */
  readonly broken?: true;
};

/** Reads text or bytes; anything else is a value already. */
export function readSource(input: unknown): Source {
  if (input instanceof Uint8Array) return readBytes(input);
  if (typeof input === 'string') return readText(input);
  return { value: input, findings: [] };
}

function readBytes(bytes: Uint8Array): Source {
  if (bytes.length > limits.textBytes) return refuse(tooLarge(bytes.length));
  const decoded = decodeUtf8(bytes);
  if (decoded.ok) return readText(decoded.value);
  const message = `The file is not UTF-8 text: byte ${decoded.failure + 1} fits no character. Save it with the encoding UTF-8.`;
  return refuse(error('invalid_utf8', [], message));
}

/** A byte order mark is dropped, as editors do: places count from the character after it. */
function readText(written: string): Source {
  const text = written.startsWith('\uFEFF') ? written.slice(1) : written;
  const bytes = text.length > limits.textBytes / 3 ? utf8Length(text) : 0;
  if (bytes > limits.textBytes) return refuse(tooLarge(bytes));
  if (text.trim() === '')
    return refuse(error('empty_text', [], 'The text is empty. A workflow is one JSON object: { "format": 1, … }.'), text);
  const parsed = parseStrictly(text);
  if (parsed === undefined) return readBroken(text);
  return { value: parsed, text, findings: [] };
}

function readBroken(text: string): Source {
  if (nestsDeeper(text, limits.jsonDepth)) return refuse(tooDeep(), text);
  const root = parseTree(text);
  const value = root && plainValue(root);
  return { value, text, findings: syntaxFindings(text, value), broken: true };
}

/** Undefined is never JSON. */
function parseStrictly(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refuse(finding: Finding, text?: string): Source {
  return { value: null, refused: true, findings: [finding], ...(text === undefined ? {} : { text }) };
}

function tooLarge(bytes: number): Finding {
  const mebibytes = (size: number) => `${(size / 1024 / 1024).toFixed(1)} MiB`;
  const advice = 'Keep data in files that tasks read, or split the workflow and join the parts with flow.call.';
  return error('too_large', [], `The document has ${mebibytes(bytes)}; the limit is ${mebibytes(limits.textBytes)}. ${advice}`);
}

export function tooDeep(path: JsonPath = []): Finding {
  return error('too_deep', path, `The document nests deeper than ${limits.jsonDepth} levels. Make it flatter.`);
}

/** Own properties of plain objects only, whatever the keys are called. */
function plainValue(node: Node): Json {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return (node.value ?? null) as Json;
  const entries: [string, Json][] = [];
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key && value) entries.push([String(key.value), plainValue(value)]);
  }
  return Object.fromEntries(entries);
}
