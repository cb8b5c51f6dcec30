import { presentKeys } from '../equal.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { TextStyle } from './style.ts';

/** Longest line that values are kept on in one piece, in UTF-16 units. */
export const lineWidth = 120;

/** A value on one line. */
export function printInline(value: Json, style: TextStyle): string {
  if (Array.isArray(value)) return `[${value.map((element: Json) => printInline(element, style)).join(`,${style.afterComma}`)}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const properties = presentKeys(value).map((key) => printKey(key, style) + printInline(value[key] as Json, style));
  return properties.length === 0 ? '{}' : `{${style.padding}${properties.join(`,${style.afterComma}`)}${style.padding}}`;
}

/** A value over several lines; `indentation` is that of the line it starts on, and `start` what stands before it there. */
export function printBlock(value: Json, style: TextStyle, indentation: string, start = ''): string {
  const inner = indentation + style.unit;
  if (Array.isArray(value)) {
    if (value.length === 0 || fitsOnLine(value, style, indentation + start)) return printInline(value, style);
    return lines(
      '[',
      ']',
      value.map((element: Json) => printBlock(element, style, inner)),
      style,
      indentation,
    );
  }
  if (!isJsonObject(value)) return JSON.stringify(value);
  const keys = presentKeys(value);
  if (keys.length === 0) return '{}';
  const properties = keys.map((key) => printProperty(key, value[key] as Json, style, inner));
  return lines('{', '}', properties, style, indentation);
}

/** A property over several lines; without a key the value alone. */
export function printProperty(key: string | undefined, value: Json, style: TextStyle, indentation: string): string {
  const start = key === undefined ? '' : printKey(key, style);
  return start + printBlock(value, style, indentation, start);
}

export function printKey(key: string, style: TextStyle): string {
  return `${JSON.stringify(key)}:${style.afterColon}`;
}

/** Whether a list of plain values is written on the line that begins with `before`. */
export function fitsOnLine(list: readonly Json[], style: TextStyle, before: string): boolean {
  if (!style.inlineLists || list.some((element) => typeof element === 'object' && element !== null)) return false;
  return before.length + printInline(list, style).length <= lineWidth;
}

function lines(open: string, close: string, items: readonly string[], style: TextStyle, indentation: string): string {
  const separator = style.eol + indentation + style.unit;
  return `${open}${separator}${items.join(`,${separator}`)}${style.eol}${indentation}${close}`;
}
