// Registers the icon set "pw" for <vaadin-icon icon="pw:clock"> and offers the same icons to our own elements.

import { Iconset } from "@vaadin/icon/vaadin-iconset.js";
import { svg, type SVGTemplateResult } from "lit";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";
import { iconPaths, type IconName } from "./icon-paths";

export type { IconName } from "./icon-paths";

const stroked =
  'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
const painted = 'fill="currentColor"';

function groupOf(name: IconName): string {
  const { filled, body } = iconPaths[name];
  return `<g id="pw:${name}" ${filled ? painted : stroked}>${body}</g>`;
}

const names = Object.keys(iconPaths) as IconName[];
const template = document.createElement("template");
template.innerHTML = `<svg><defs>${names.map(groupOf).join("")}</defs></svg>`;
Iconset.register("pw", 24, template);

const drawn = new Map<IconName, SVGTemplateResult>();

/** An icon as an inline picture that takes the size its class gives it and the colour of the text around it. */
export function icon(name: IconName): SVGTemplateResult {
  let result = drawn.get(name);
  if (!result) {
    const { filled, body } = iconPaths[name];
    const picture = `<svg class="pw-icon" viewBox="0 0 24 24" aria-hidden="true" ${filled ? painted : stroked}>${body}</svg>`;
    result = svg`${unsafeSVG(picture)}`;
    drawn.set(name, result);
  }
  return result;
}
