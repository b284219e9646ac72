// A row of the timeline: the name of a step, and its bars.

import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { cutLine } from "../argument-text";
import { stateIcons } from "../graph/node-view";
import { icon } from "../icons";
import { shortened } from "../shortened-view";
import { depthText, inset, roomFor, rowHeight, type Row } from "./model";
import { barView, type Plot, px, reuseView } from "./plot-view";

export interface RowLook {
  /** Counted among the rows that are shown, from 0. */
  readonly index: number;
  /** Whether others are below it, and whether those are hidden. */
  readonly parent: boolean;
  readonly folded: boolean;
  readonly selected: boolean;
  readonly tabStop: boolean;
  /** The pixels that names have. */
  readonly namesWidth: number;
}

export function rowView(row: Row, look: RowLook, plot: Plot): TemplateResult {
  return html`<div
    class="pw-time-row"
    role="row"
    data-key=${row.key}
    data-state=${row.state ?? nothing}
    ?data-reuse=${row.reuse !== undefined}
    aria-label=${row.label}
    aria-level=${row.depth + 1}
    aria-rowindex=${look.index + 1}
    aria-expanded=${look.parent ? String(!look.folded) : nothing}
    aria-selected=${String(look.selected)}
    tabindex=${look.tabStop ? "0" : "-1"}
    style=${styleMap({ top: px(look.index * rowHeight) })}
  >
    <span class="pw-time-name" role="gridcell" style=${styleMap({ "padding-inline-start": px(inset(row)) })}>
      <span class="pw-time-toggle" aria-hidden="true">${look.parent ? icon(look.folded ? "chevron-right" : "chevron-down") : nothing}</span>
      ${row.state && row.state !== "done" ? html`<span class="pw-time-state" aria-hidden="true">${icon(stateIcons[row.state])}</span>` : nothing}
      ${depthText(row) ? html`<span class="pw-depth" aria-hidden="true">${depthText(row)}</span>` : nothing}
      <span class="pw-target pw-truncate" title=${`${row.target} ${row.arguments ?? ""}`}
        >${row.module ? html`<span class="pw-module">${row.module} / </span>` : nothing}${row.target}${row.arguments
          ? html` <span class="pw-arguments">${cutLine(row.arguments, row.values, roomFor(row, look.namesWidth))}</span>`
          : nothing}</span
      >
      ${row.workspace ? html`<span class="pw-time-workspace pw-shortened" title=${`Executed in ${row.workspace}`}>${shortened(row.workspace)}</span>` : nothing}
    </span>
    <span class="pw-time-plot" role="gridcell">${row.bars.map((bar) => barView(plot, bar, bar === row.bars.at(-1) ? row.cached : undefined))}${row.reuse ? reuseView(plot, row.reuse) : nothing}</span>
  </div>`;
}
