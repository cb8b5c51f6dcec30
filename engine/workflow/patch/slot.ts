import type { Json } from '../json.ts';
import type { TextNode } from './text-node.ts';

/**
 * What becomes of the children of one object or list, in the order they will stand in. A kept child may get another value (`change`)
 * or key (`rename`); an inserted one has a key in objects only.
 */
export type Slot =
  | { readonly kind: 'keep'; readonly node: TextNode; readonly change?: Change; readonly rename?: string }
  | { readonly kind: 'remove'; readonly node: TextNode }
  | { readonly kind: 'insert'; readonly key?: string; readonly value: Json };

/** The value a kept child had and will have; `key` is its key or index in the old document. */
export type Change = { readonly key: string | number; readonly before: Json; readonly after: Json };
