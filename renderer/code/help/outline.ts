// The parts of a workflow's text by their names.
import type { Node } from 'jsonc-parser';
import { type Cursor, nodeAt } from './cursor.ts';

export type OutlineEntry = {
  readonly kind: 'task' | 'group' | 'trigger' | 'input' | 'output';
  readonly name: string;
  readonly detail: string;
  readonly start: number;
  readonly end: number;
  /** Of the name. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly children: readonly OutlineEntry[];
};

const sections: readonly (readonly [string, OutlineEntry['kind']])[] = [
  ['inputs', 'input'],
  ['triggers', 'trigger'],
  ['tasks', 'task'],
  ['outputs', 'output'],
];

export function outlineOf(cursor: Pick<Cursor, 'tree'>): readonly OutlineEntry[] {
  return sections.flatMap(([section, kind]) => entriesAt(nodeAt(cursor, [section]), kind));
}

function entriesAt(node: Node | undefined, kind: OutlineEntry['kind']): readonly OutlineEntry[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => entryOf(property, kind) ?? []);
}

function entryOf({ offset, length, children = [] }: Node, kind: OutlineEntry['kind']): OutlineEntry | null {
  const [key, value] = children;
  if (!key) return null;
  const type = textOf(value, 'type');
  const title = textOf(value, 'name') ?? textOf(value, 'title');
  const inner = kind === 'task' ? fieldOf(value, 'tasks') : undefined;
  return {
    kind: kind === 'task' && type === 'group' ? 'group' : kind,
    name: String(key.value),
    detail: [type, title].filter(Boolean).join(' · '),
    start: offset,
    end: offset + length,
    nameStart: key.offset,
    nameEnd: key.offset + key.length,
    children: entriesAt(inner, 'task'),
  };
}

function fieldOf(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

function textOf(node: Node | undefined, name: string): string | undefined {
  const value: unknown = fieldOf(node, name)?.value;
  return typeof value === 'string' ? value : undefined;
}
