// Builds small graphs for the tests of frontend/graph.

import { GraphStore, type GraphEdge, type GraphNode } from "../../../../frontend/graph/model";

/** A step that is done, at the left upper corner unless told otherwise. */
export function step(id: string, changes: Partial<GraphNode> = {}): GraphNode {
  return {
    id,
    kind: "step",
    x: 0,
    y: 0,
    width: 224,
    height: 68,
    module: "users",
    target: `target${id}`,
    state: "done",
    stateText: "Done 1.2 s",
    label: id,
    ...changes,
  };
}

export function edge(from: string, to: string, points: GraphEdge["points"] = []): GraphEdge {
  return { id: `${from}>${to}`, from, to, kind: "call", points };
}

export function storeOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphStore {
  const store = new GraphStore();
  store.replace({ nodes, edges });
  return store;
}
