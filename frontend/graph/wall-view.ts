// The slots of a wall: its name, counts, pin and order above the cells.

import { html, type TemplateResult } from "lit";
import { formatNumber } from "../numbers";
import type { GraphNode } from "./model";
import "./wall";
import type { WallCells } from "./wall-cells";

/** What the cells can be sorted by, as StepOrder.java names it. */
const orders: readonly (readonly [string, string])[] = [
  ["", "call order"],
  ["target", "argument"],
  ["-took", "duration"],
  ["state", "state"],
];

/** The order of a comparison, as Wall.java names it. */
const changedFirst = "changed";

/** Which cells stand out. */
export interface WallMarks {
  /** The number of the step whose panel is open; 0 for none. */
  readonly selectedCell: number;
  readonly foundCells: ReadonlySet<number> | undefined;
  readonly foundCell: number;
}

/** @param parts counts and pin, as every node draws them */
export function wallSlots(node: GraphNode, cells: WallCells, marks: WallMarks, parts: unknown): TemplateResult {
  return html`<span class="pw-wall-head">
      <span class="pw-node-target" aria-hidden="true" title=${`${node.module} / ${node.target}`}
        >${node.otherModule ? html`<span class="pw-node-module">${node.otherModule} / </span>` : ""}${node.target}</span
      >
      <span class="pw-wall-count" aria-hidden="true">× ${formatNumber(node.count ?? 0)}</span>
      ${parts}
      ${cells.order === changedFirst
        ? html`<span class="pw-wall-sort">Changed first</span>`
        : html`<label class="pw-wall-sort" data-act="sort"
            >By
            <select aria-label="Order of the steps of ${node.target}" .value=${cells.order} @change=${(event: Event) => sort(event, node.id)}>
              ${orders.map(([order, words]) => html`<option value=${order} ?selected=${order === cells.order}>${words}</option>`)}
            </select></label
          >`}
    </span>
    <pw-wall .cells=${cells} .selected=${marks.selectedCell} .found=${marks.foundCells} .foundNow=${marks.foundCell}></pw-wall>`;
}

function sort(event: Event, id: string): void {
  const { value } = event.target as HTMLSelectElement;
  event.target!.dispatchEvent(new CustomEvent("wall-sort", { detail: { id, order: value }, bubbles: true, composed: true }));
}
