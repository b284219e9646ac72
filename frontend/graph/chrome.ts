// What lies on the canvas: find and filters above, legend and zoom below.

import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons";

export interface ChromeState {
  readonly find: string;
  readonly found: number;
  readonly foundAt: number;
  readonly onlyFailed: boolean;
  readonly hideDone: boolean;
  readonly legend: boolean;
}

export interface ChromeActs {
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

export function toolbar(state: ChromeState, acts: ChromeActs): TemplateResult {
  return html`<div class="pw-graph-chrome pw-graph-toolbar" role="toolbar" aria-label="Find and filter">
    <label class="pw-graph-find">
      ${icon("search")}<span class="pw-hidden">Find a step</span>
      <input
        type="text"
        role="searchbox"
        placeholder="Find"
        autocomplete="off"
        spellcheck="false"
        .value=${state.find}
        @input=${(event: InputEvent) => acts.find((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => findKey(event, acts)}
      />
      <span class="pw-graph-count" role="status">${foundWords(state)}</span>
    </label>
    ${toggle("Only failed", state.onlyFailed, acts.toggleOnlyFailed)} ${toggle("Hide done", state.hideDone, acts.toggleHideDone)}
    <button class="pw-tool" title="Lay out everything anew" @click=${acts.tidy}>Tidy</button>
  </div>`;
}

export function footer(state: ChromeState, acts: ChromeActs, zoomStep: number): TemplateResult {
  return html`<div class="pw-graph-chrome pw-graph-footer">
    ${state.legend ? legend(acts) : nothing}
    <div class="pw-graph-zoom" role="group" aria-label="Zoom">
      <button class="pw-tool" data-icon aria-label="Zoom out" title="Zoom out" @click=${() => acts.zoom(1 / zoomStep)}>
        ${icon("minus")}
      </button>
      <button class="pw-tool pw-zoom-now" title="Show at 100 %" @click=${acts.fullSize}></button>
      <button class="pw-tool" data-icon aria-label="Zoom in" title="Zoom in" @click=${() => acts.zoom(zoomStep)}>
        ${icon("plus")}
      </button>
      <button class="pw-tool" title="Show everything (f)" @click=${acts.fit}>Fit</button>
    </div>
  </div>`;
}

function legend(acts: ChromeActs): TemplateResult {
  return html`<div class="pw-graph-legend">
    <span><i class="pw-pin" data-pin="unused"></i>memoized</span>
    <span><i class="pw-pin" data-pin="reused"></i>reused</span>
    <span><i class="pw-legend-stale"></i>stale</span>
    <button class="pw-link" @click=${acts.dismissLegend}>Got it</button>
  </div>`;
}

function toggle(text: string, on: boolean, act: () => void): TemplateResult {
  return html`<button class="pw-tool" aria-pressed=${on ? "true" : "false"} @click=${act}>${text}</button>`;
}

function foundWords(state: ChromeState): string {
  if (state.find.trim() === "") {
    return "";
  }
  return state.found === 0 ? "none" : `${state.foundAt + 1} of ${state.found}`;
}

function findKey(event: KeyboardEvent, acts: ChromeActs): void {
  event.stopPropagation();
  if (event.key === "Enter") {
    event.preventDefault();
    acts.findNext(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    acts.leaveFind();
  }
}
