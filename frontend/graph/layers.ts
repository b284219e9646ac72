// The lines and nodes of the graph that are in the document now.

import { html, nothing, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { edgeView } from "./edge-view";
import type { Find } from "./find";
import type { GraphStore } from "./model";
import { nodeView, type NodeLook } from "./node-view";
import type { Renderer } from "./renderer";

/** What of the graph is shown in a special way. */
export interface Emphasis {
  readonly selectedStep: string;
  readonly selectedCell: number;
  readonly tabStop: string | undefined;
  readonly search: Find;
  /** What the nodes are, for screen readers. */
  readonly name: string;
}

export function nodesLayer(store: GraphStore, renderer: Renderer, emphasis: Emphasis): TemplateResult {
  const { selectedStep, tabStop, search } = emphasis;
  const shown = renderer.nodes(new Set([tabStop ?? "", selectedStep]));
  const found = search.ids();
  return html`<div role="tree" aria-label=${emphasis.name} class="pw-graph-nodes">
    ${repeat(
      shown,
      ({ node }) => node.id,
      ({ node, far }) => {
        const look: NodeLook = {
          selected: node.id === selectedStep,
          tabStop: node.id === tabStop,
          dimmed: search.active && !found.has(node.id),
          found: search.active && search.current === node.id,
          far: far && node.kind !== "group",
          level: store.level(node.id),
          cells: node.kind === "wall" ? store.wall(node.id) : undefined,
          selectedCell: node.id === selectedStep ? emphasis.selectedCell : 0,
          foundCells: search.stepsOf(node.id),
          foundCell: search.current === node.id ? search.currentStep : 0,
        };
        return guard([node, ...Object.values(look)], () => nodeView(node, look));
      },
    )}
  </div>`;
}

export function edgesLayer(renderer: Renderer, emphasis: Emphasis): TemplateResult | typeof nothing {
  const { selectedStep, search } = emphasis;
  return html`<svg class="pw-graph-edges" aria-hidden="true">
    ${repeat(
      renderer.edges(),
      (edge) => edge.id,
      (edge) => {
        const strong = edge.from === selectedStep || edge.to === selectedStep;
        return svg`${guard([edge, strong, search.active], () => edgeView(edge, strong, search.active))}`;
      },
    )}
  </svg>`;
}
