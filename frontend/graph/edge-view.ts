// One edge as SVG: solid where something was waited for, dashed for a mere call, an iris thread ending in a pin for a
// reuse.

import { nothing, svg, type SVGTemplateResult } from "lit";
import { iconPaths } from "../icon-paths";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";
import { labelInset, minLabelInset, labelCharacters, pathThrough } from "./geometry";
import type { GraphEdge } from "./model";

const pinGlyph = unsafeSVG(iconPaths["pin-filled"].body);

export function edgeView(edge: GraphEdge, strong: boolean, dimmed: boolean): SVGTemplateResult {
  const end = edge.points[edge.points.length - 1];
  if (!end) {
    return svg``;
  }
  return svg`<g class="pw-edge" data-kind=${edge.kind} ?data-strong=${strong} ?data-dimmed=${dimmed}>
    <path d=${pathThrough(edge.points)}></path>
    ${edge.kind === "reuse" ? pinAt(end[0], end[1]) : arrowAt(end[0], end[1])}
    ${edge.label ? labelAt(end[0], end[1], edge.label) : nothing}
  </g>`;
}

/** Between two columns of nodes there is room for a word or two; the whole is in the tooltip. */
function labelAt(x: number, y: number, label: string): SVGTemplateResult {
  const last = label.slice(label.lastIndexOf("· ") + 1).trim();
  const short = label.length <= labelCharacters ? label : last;
  const cut = short.length <= labelCharacters ? short : `${short.slice(0, labelCharacters - 1)}…`;
  return svg`<text x=${x - (cut.length < labelCharacters ? labelInset : minLabelInset)} y=${y}><title>${label}</title>${cut}</text>`;
}

function arrowAt(x: number, y: number): SVGTemplateResult {
  return svg`<path class="pw-edge-end" d="M${x} ${y}l-7 -4v8z"></path>`;
}

function pinAt(x: number, y: number): SVGTemplateResult {
  return svg`<g class="pw-edge-pin" transform="translate(${x} ${y})"><g>${pinGlyph}</g></g>`;
}
