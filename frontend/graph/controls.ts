// Controls on top of the canvas: find and filters above, legend and zoom below.

import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons";

export interface ControlState {
  readonly find: string;
  readonly found: number;
  readonly foundAt: number;
  readonly onlyFailed: boolean;
  readonly hideDone: boolean;
  readonly legend: boolean;
}

export interface ControlActions {
  find(text: string): void;
  findNext(step: number): void;
  leaveFind(): void;
  toggleOnlyFailed(): void;
  toggleHideDone(): void;
  tidy(): void;
  zoom(factor: number): void;
  fit(): void;
  fullSize(): void;
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
    <button class="pw-tool" title="Lay out the whole graph again" @click=${actions.tidy}>Tidy</button>
  </div>`;
}

export function footer(state: ControlState, actions: ControlActions, zoomStep: number): TemplateResult {
  return html`<div class="pw-graph-controls pw-graph-footer">
    ${state.legend ? legend(actions) : nothing}
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

function legend(actions: ControlActions): TemplateResult {
  return html`<div class="pw-graph-legend">
    <span><i class="pw-pin" data-pin="unused"></i>memoized</span>
    <span><i class="pw-pin" data-pin="reused"></i>reused</span>
    <span><i class="pw-legend-stale"></i>stale</span>
    <button class="pw-link" @click=${actions.dismissLegend}>Got it</button>
  </div>`;
}

function toggle(text: string, on: boolean, act: () => void): TemplateResult {
  return html`<button class="pw-tool" aria-pressed=${on ? "true" : "false"} @click=${act}>${text}</button>`;
}

function foundText(state: ControlState): string {
  if (state.find.trim() === "") {
    return "";
  }
  return state.found === 0 ? "none" : `${state.foundAt + 1} of ${state.found}`;
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
