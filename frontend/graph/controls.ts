// Controls on top of the canvas: find and filters above, legend and zoom below.

import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons";
import { formatNumber } from "../numbers";
import { isFiltering, type Filter } from "./filter";
import { legend } from "./legend";

export interface ControlState extends Filter {
  readonly find: string;
  readonly found: number;
  readonly foundAt: number;
  readonly legend: boolean;
  /** How many calls around the selection are shown; 0 for all. */
  readonly focus: number;
  readonly canFocus: boolean;
  readonly unfolded: readonly Fold[];
  /** Whether it shows two runs as one. */
  readonly comparing: boolean;
}

/** A card that is drawn step by step. */
export interface Fold {
  readonly id: string;
  readonly title: string;
  readonly count: number;
}

export interface ControlActions {
  find(text: string): void;
  findNext(step: number): void;
  leaveFind(): void;
  toggleOnlyFailed(): void;
  toggleHideDone(): void;
  tidy(): void;
  focus(): void;
  fold(id: string): void;
  zoom(factor: number): void;
  fit(): void;
  fullSize(): void;
  showAll(): void;
  dismissLegend(): void;
}

export function toolbar(state: ControlState, actions: ControlActions): TemplateResult {
  return html`<div class="pw-graph-controls pw-graph-toolbar" role="toolbar" aria-label="Find and filter">
    <label class="pw-graph-find">
      ${icon("search")}<span class="pw-hidden">Find a step</span>
      <input
        type="text"
        role="searchbox"
        placeholder="Find"
        autocomplete="off"
        spellcheck="false"
        .value=${state.find}
        @input=${(event: InputEvent) => actions.find((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => findKey(event, actions)}
      />
      <span class="pw-graph-count" role="status">${foundText(state)}</span>
    </label>
    ${toggle("Only failed", state.onlyFailed, actions.toggleOnlyFailed)} ${toggle("Hide done", state.hideDone, actions.toggleHideDone)}
    ${state.comparing ? nothing : html`<button class="pw-tool" title="Lay out the whole graph again" @click=${actions.tidy}>Tidy</button>`}
    <button
      class="pw-tool"
      aria-pressed=${state.focus > 0 ? "true" : "false"}
      ?disabled=${!state.canFocus && state.focus === 0}
      title="Show only what the selected step calls and what calls it: 1, 2 or 3 calls away, or everything"
      @click=${actions.focus}
      >${state.focus > 0 ? `Focus ± ${state.focus}` : "Focus"}</button
    >
    ${state.unfolded.map(
      ({ id, title, count }) =>
        html`<button class="pw-tool pw-fold" title="Fold ${title}" @click=${() => actions.fold(id)}>Fold ${formatNumber(count)}</button>`,
    )}
  </div>`;
}

export function footer(state: ControlState, actions: ControlActions, zoomStep: number): TemplateResult {
  return html`<div class="pw-graph-controls pw-graph-footer">
    ${state.comparing ? differences() : html`${state.legend ? hint(actions) : nothing} ${legend()}`}
    <div class="pw-graph-zoom" role="group" aria-label="Zoom">
      <button class="pw-tool" data-icon aria-label="Zoom out" title="Zoom out" @click=${() => actions.zoom(1 / zoomStep)}>
        ${icon("minus")}
      </button>
      <button class="pw-tool pw-zoom-now" title="Show at 100 %" @click=${actions.fullSize}></button>
      <button class="pw-tool" data-icon aria-label="Zoom in" title="Zoom in" @click=${() => actions.zoom(zoomStep)}>
        ${icon("plus")}
      </button>
      <button class="pw-tool" title="Fit the whole graph (f)" @click=${actions.fit}>Fit</button>
    </div>
  </div>`;
}

/** Instead of a graph without nodes: why there are none. */
export function emptyText(state: ControlState, actions: ControlActions): TemplateResult {
  if (!isFiltering(state)) {
    return html`<div class="pw-empty pw-graph-empty"><p>Nothing has started yet.</p></div>`;
  }
  return html`<div class="pw-empty pw-graph-empty">
    <p>${state.onlyFailed ? "No step failed." : "All steps are done."}</p>
    <button class="pw-link" @click=${actions.showAll}>Show all steps</button>
  </div>`;
}

/** What is new to everybody, until it has been understood. */
function hint(actions: ControlActions): TemplateResult {
  return html`<div class="pw-graph-hint">
    <span><i class="pw-pin" data-pin="unused"></i>memoized</span>
    <span><i class="pw-pin" data-pin="reused"></i>reused</span>
    <span><i class="pw-legend-stale"></i>stale</span>
    <button class="pw-link" @click=${actions.dismissLegend}>Got it</button>
  </div>`;
}

/** The signs of what differs between two runs. */
function differences(): TemplateResult {
  return html`<div class="pw-graph-hint"><span>+ added</span><span>− gone</span><span>≠ changed</span><span>◤ cell that differs</span></div>`;
}

function toggle(text: string, on: boolean, act: () => void): TemplateResult {
  return html`<button class="pw-tool" aria-pressed=${on ? "true" : "false"} @click=${act}>${text}</button>`;
}

function foundText(state: ControlState): string {
  if (state.find.trim() === "") {
    return "";
  }
  return state.found === 0 ? "none" : `${formatNumber(state.foundAt + 1)} of ${formatNumber(state.found)}`;
}

function findKey(event: KeyboardEvent, actions: ControlActions): void {
  event.stopPropagation();
  if (event.key === "Enter") {
    event.preventDefault();
    actions.findNext(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    actions.leaveFind();
  }
}
