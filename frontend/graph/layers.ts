// The lines and nodes of the graph that are in the document now.

import { html, nothing, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { edgeView } from "./edge-view";
import { isStrong, lookOf, type Emphasis } from "./look";
import type { GraphStore } from "./model";
import { nodeView } from "./node-view";
import type { Renderer } from "./renderer";

export function nodesLayer(store: GraphStore, renderer: Renderer, emphasis: Emphasis): TemplateResult {
  const shown = renderer.nodes(new Set([emphasis.tabStop ?? "", emphasis.selectedStep]));
  return html`<div role="tree" aria-label=${emphasis.name} class="pw-graph-nodes">
    ${repeat(
      shown,
      ({ node }) => node.id,
      ({ node, far }) => {
        const look = lookOf(node, far, store, emphasis);
        return guard([node, ...Object.values(look)], () => nodeView(node, look));
      },
    )}
  </div>`;
}

export function edgesLayer(renderer: Renderer, emphasis: Emphasis): TemplateResult | typeof nothing {
  const { search } = emphasis;
  return html`<svg class="pw-graph-edges" aria-hidden="true">
    ${repeat(
      renderer.edges(),
      (edge) => edge.id,
      (edge) => {
        const strong = isStrong(edge, emphasis);
        return svg`${guard([edge, strong, search.active], () => edgeView(edge, strong, search.active))}`;
      },
    )}
  </svg>`;
}
