// One edge as SVG: solid where something was waited for, dashed for a mere call, an iris thread ending in a pin for a
// reuse.

import { nothing, svg, type SVGTemplateResult } from "lit";
import { iconPaths } from "../icon-paths";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";
import { cut } from "../argument-text";
import { labelCharacters, labelLine, pathThrough } from "./geometry";
import type { GraphEdge, Point } from "./model";

const pinGlyph = unsafeSVG(iconPaths["pin-filled"].body);

export function edgeView(edge: GraphEdge, strong: boolean, dimmed: boolean): SVGTemplateResult {
  const end = edge.points[edge.points.length - 1];
  if (!end) {
    return svg``;
  }
  return svg`<g class="pw-edge" data-kind=${edge.kind} ?data-strong=${strong} ?data-dimmed=${dimmed}>
    <path d=${pathThrough(edge.points)}></path>
    ${edge.kind === "reuse" ? pinAt(end[0], end[1]) : arrowAt(end[0], end[1])}
    ${edge.label && edge.labelAt ? labelAt(edge.labelAt, edge.label) : nothing}
  </g>`;
}

/** Where the server found room for it; the whole text is in the tooltip. */
function labelAt([x, y]: Point, label: string): SVGTemplateResult {
  const lines = label.split("\n");
  return svg`<text><title>${lines.join(", ")}</title>${lines.map(
    (line, i) => svg`<tspan x=${x} y=${y - (lines.length - 1 - i) * labelLine}>${cut(line, labelCharacters)}</tspan>`,
  )}</text>`;
}

function arrowAt(x: number, y: number): SVGTemplateResult {
  return svg`<path class="pw-edge-end" d="M${x} ${y}l-7 -4v8z"></path>`;
}

function pinAt(x: number, y: number): SVGTemplateResult {
  return svg`<g class="pw-edge-pin" transform="translate(${x} ${y})"><g>${pinGlyph}</g></g>`;
}
