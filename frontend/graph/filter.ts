// Find, only failed, hide done: which nodes remain, and where they stand when the empty bands between them are closed.

import { rowGap } from "./geometry";
import { hasFailed, type GraphEdge, type GraphNode, type GraphStore, type Point } from "./model";

export interface Filter {
  readonly onlyFailed: boolean;
  readonly hideDone: boolean;
  /** Only what is at most so many calls away from a node. */
  readonly around?: { readonly id: string; readonly calls: number };
}

export interface DrawnGraph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly GraphEdge[];
}

export function isFiltering(filter: Filter): boolean {
  return filter.onlyFailed || filter.hideDone || filter.around !== undefined;
}

/** The nodes to draw with those that called them, moved together; everything as it is when nothing is filtered. */
export function applyFilter(store: GraphStore, filter: Filter): DrawnGraph {
  if (!isFiltering(filter)) {
    return { nodes: new Map(entries(store.allNodes())), edges: [...store.allEdges()] };
  }
  const near = filter.around && nodesAround(store, filter.around.id, filter.around.calls);
  const kept = near ?? withCallers(store, (node) => matches(node, filter));
  if (near && (filter.onlyFailed || filter.hideDone)) {
    near.forEach((id) => id !== filter.around!.id && !matches(store.get(id)!, filter) && near.delete(id));
  }
  const nodes = [...store.allNodes()].filter((node) => kept.has(node.id));
  const moved = closingBands(nodes.filter((node) => node.kind !== "group"));
  return {
    nodes: new Map(entries(nodes.map((node) => ({ ...node, y: moved(node.y), height: heightOf(node, moved) })))),
    edges: [...store.allEdges()]
      .filter((edge) => kept.has(edge.from) && kept.has(edge.to))
      .map((edge) => ({ ...edge, points: edge.points.map(([x, y]): Point => [x, moved(y)]) })),
  };
}

export function matchesText(node: GraphNode, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return (
    wanted !== "" &&
    (node.id.toLowerCase() === wanted ||
      `${node.module} / ${node.target} ${node.arguments ?? ""}`.toLowerCase().includes(wanted))
  );
}

function matches(node: GraphNode, filter: Filter): boolean {
  if (node.kind === "start" || node.kind === "group") {
    return false;
  }
  if (filter.onlyFailed) {
    return hasFailed(node) || (node.counts?.failed ?? 0) > 0;
  }
  return node.state !== "done" || (node.counts !== undefined && node.counts.failed + node.counts.running > 0);
}

/** What a node called and what called it, up to a number of calls away, with the groups around them. */
function nodesAround(store: GraphStore, id: string, calls: number): Set<string> {
  const kept = new Set([id]);
  for (const next of [(at: string) => store.callers(at), (at: string) => store.callees(at)]) {
    let row = [id];
    for (let distance = 0; distance < calls; distance++) {
      row = row.flatMap((at) => next(at));
      row.forEach((at) => kept.add(at));
    }
  }
  for (const at of [...kept]) {
    for (let group = store.get(at)?.parent; group !== undefined; group = store.get(group)?.parent) {
      kept.add(group);
    }
  }
  return kept;
}

function withCallers(store: GraphStore, wanted: (node: GraphNode) => boolean): Set<string> {
  const kept = new Set<string>();
  const queue = [...store.allNodes()].filter(wanted).map((node) => node.id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (!kept.has(id)) {
      kept.add(id);
      queue.push(...store.callers(id));
      const group = store.get(id)?.parent;
      if (group !== undefined) {
        queue.push(group);
      }
    }
  }
  return kept;
}

function heightOf(node: GraphNode, moved: (y: number) => number): number {
  return node.kind === "group" ? moved(node.y + node.height) - moved(node.y) : node.height;
}

/** Maps a height to the one it has when the bands without any node are closed to the gap between rows. */
function closingBands(nodes: readonly GraphNode[]): (y: number) => number {
  const spans = nodes.map((node) => [node.y, node.y + node.height] as const).sort((one, other) => one[0] - other[0]);
  const cuts: { readonly from: number; readonly length: number }[] = [];
  let bottom = spans[0]?.[1] ?? 0;
  for (const [from, to] of spans) {
    if (from - bottom > rowGap) {
      cuts.push({ from: bottom + rowGap, length: from - bottom - rowGap });
    }
    bottom = Math.max(bottom, to);
  }
  return (y) => {
    let shift = 0;
    for (const cut of cuts) {
      if (y <= cut.from) {
        break;
      }
      shift += Math.min(cut.length, y - cut.from);
    }
    return y - shift;
  };
}

function* entries(nodes: Iterable<GraphNode>): Iterable<[string, GraphNode]> {
  for (const node of nodes) {
    yield [node.id, node];
  }
}
