// How nodes and edges look at the moment: what is selected, found, dimmed or strong.

import type { Find } from "./find";
import type { GraphEdge, GraphNode, GraphStore } from "./model";
import type { NodeLook } from "./node-view";

/** What of the graph is shown in a special way. */
export interface Emphasis {
  readonly selectedStep: string;
  readonly selectedCell: number;
  readonly tabStop: string | undefined;
  readonly search: Find;
  /** What the nodes are, for screen readers. */
  readonly name: string;
}

export function lookOf(node: GraphNode, far: boolean, store: GraphStore, emphasis: Emphasis): NodeLook {
  const { selectedStep, tabStop, search } = emphasis;
  return {
    selected: node.id === selectedStep,
    tabStop: node.id === tabStop,
    dimmed: search.active && !search.ids().has(node.id),
    found: search.active && search.current === node.id,
    far: far && node.kind !== "group",
    level: store.level(node.id),
    cells: node.kind === "wall" ? store.wall(node.id) : undefined,
    selectedCell: node.id === selectedStep ? emphasis.selectedCell : 0,
    foundCells: search.stepsOf(node.id),
    foundCell: search.current === node.id ? search.currentStep : 0,
  };
}

/** Whether an edge leads to or from the selected step. */
export function isStrong(edge: GraphEdge, { selectedStep }: Emphasis): boolean {
  return edge.from === selectedStep || edge.to === selectedStep;
}
