// A layered drawing in time linear in the edges, for graphs that are too large for the thorough one: longest-path layers
// (Sugiyama, Tagawa and Toda 1981), a few sweeps by barycenter, and places as near to the neighbours' as the order allows.
import { orderedIndexes } from '../../../engine/workflow/graph/order.ts';
import type { ScopeGraph } from '../../../engine/workflow/graph/scope-graph.ts';
import type { Point, Size } from '../graph/geometry.ts';
import type { Direction } from '../graph/ports.ts';
import type { LayoutScope } from './layout-input.ts';

const sweeps = 6;
type Gaps = { readonly between: number; readonly layers: number };

/** Corners by id. Edges that close a cycle are ignored. */
export function drawQuickLayers(
  { tasks, edges }: LayoutScope,
  sizes: ReadonlyMap<string, Size>,
  direction: Direction,
  gaps: Gaps,
): Map<string, Point> {
  const graph = graphOf(
    tasks.map(({ id }) => id),
    edges,
  );
  const breadth = (index: number) => sizeAt(index)[direction === 'right' ? 'height' : 'width'] + gaps.between;
  const length = (index: number) => sizeAt(index)[direction === 'right' ? 'width' : 'height'];
  const sizeAt = (index: number) => sizes.get(graph.ids[index] ?? '') ?? { width: 0, height: 0 };
  const layers = layersOf(graph);
  const across = new Array<number>(graph.ids.length).fill(0);
  for (const layer of layers) stack(layer, breadth, across);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const isForward = sweep % 2 === 0;
    const order = isForward ? layers : [...layers].reverse();
    for (const layer of order) settle(layer, isForward ? graph.upstream : graph.downstream, breadth, across);
  }
  // At last each stands right behind the first task it needs, where that is free: chains are straight.
  const firsts = graph.upstream.map((sources) => sources.slice(0, 1));
  if (layers[0]) stack(layers[0], breadth, across);
  for (const layer of layers) settle(layer, firsts, breadth, across);
  const corners = new Map<string, Point>();
  let along = 0;
  for (const layer of layers) {
    for (const index of layer) {
      const side = across[index] ?? 0;
      corners.set(graph.ids[index] ?? '', direction === 'right' ? { x: along, y: side } : { x: side, y: along });
    }
    along += Math.max(...layer.map(length)) + gaps.layers;
  }
  return corners;
}

function graphOf(ids: readonly string[], edges: LayoutScope['edges']): ScopeGraph {
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const upstream: number[][] = ids.map(() => []);
  const downstream: number[][] = ids.map(() => []);
  for (const [from, to] of edges) {
    const [source, target] = [indexOf.get(from), indexOf.get(to)];
    if (source === undefined || target === undefined) continue;
    downstream[source]?.push(target);
    upstream[target]?.push(source);
  }
  return { ids, indexOf, upstream, downstream };
}

/** Each task right behind the last one it needs; members of cycles at the front. */
function layersOf(graph: ScopeGraph): number[][] {
  const layerOf = new Array<number>(graph.ids.length).fill(0);
  for (const index of orderedIndexes(graph)) {
    for (const source of graph.upstream[index] ?? []) layerOf[index] = Math.max(layerOf[index] ?? 0, (layerOf[source] ?? 0) + 1);
  }
  const layers: number[][] = [];
  for (const [index, layer] of layerOf.entries()) {
    const members = layers[layer] ?? [];
    members.push(index);
    layers[layer] = members;
  }
  return Array.from(layers, (layer) => layer ?? []).filter((layer) => layer.length > 0);
}

function stack(layer: readonly number[], breadth: (index: number) => number, across: number[]): void {
  let at = 0;
  for (const index of layer) {
    across[index] = at;
    at += breadth(index);
  }
}

/** Orders a layer by where its neighbours are, and puts each as near to them as those before it allow. */
function settle(layer: number[], neighbours: ScopeGraph['upstream'], breadth: (index: number) => number, across: number[]): void {
  const wanted = new Map(layer.map((index) => [index, meanOf(neighbours[index] ?? [], across) ?? across[index] ?? 0]));
  layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
  let free = -Infinity;
  for (const index of layer) {
    const at = Math.max(free, wanted.get(index) ?? 0);
    across[index] = at;
    free = at + breadth(index);
  }
  // What had to give way gave way to one side: the layer as a whole goes back by as much as its members did in the middle.
  const back = median(layer.map((index) => (across[index] ?? 0) - (wanted.get(index) ?? 0)));
  for (const index of layer) across[index] = (across[index] ?? 0) - back;
}

function meanOf(indexes: readonly number[], across: readonly number[]): number | null {
  if (indexes.length === 0) return null;
  return indexes.reduce((sum, index) => sum + (across[index] ?? 0), 0) / indexes.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
