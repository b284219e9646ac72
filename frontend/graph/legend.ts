// The legend: every sign of the graph, on demand.

import { html, type TemplateResult } from "lit";
import type { NodeState } from "./model";

const stateWords: Record<NodeState, string> = {
  waiting: "waiting",
  scheduled: "scheduled",
  blocked: "blocked",
  queued: "queued",
  running: "running",
  done: "done",
  failed: "failed",
  timedOut: "timed out",
  abandoned: "abandoned",
  cancelled: "cancelled",
  suspended: "suspended",
  part: "seen in part",
};

export function legend(): TemplateResult {
  return html`<button class="pw-tool pw-legend-opener" popovertarget="pw-graph-legend">Legend</button>
    <div id="pw-graph-legend" class="pw-menu pw-graph-legend" popover role="group" aria-label="Legend">
      <dl>
        ${sign(html`<i class="pw-pin" data-pin="unused"></i>`, "memoized: later calls with the same key reuse it")}
        ${sign(html`<i class="pw-pin" data-pin="reused">2</i>`, "reused by 2 calls instead of executing")}
        ${sign(line("dependency"), "call whose result was awaited, or a result handed on")}
        ${sign(line("call"), "call that nobody waited for")} ${sign(line("reuse"), "call that took an earlier result")}
        ${sign("used #1", "the call holds attempt 1, not the one drawn")}
        ${sign(html`<i class="pw-legend-stale"></i>`, "stale: something it used has changed")}
        ${sign(html`<i class="pw-legend-stale" data-stale="below"></i>`, "stale below: only something that it called is stale")}
        ${sign("#2", "second attempt of a step that has several")}
        ${sign(html`<i class="pw-legend-chip">joe</i>`, "executed in that workspace, not in yours")}
        ${sign(html`<i class="pw-legend-progress"></i>`, "progress that the step reports")}
        ${sign("× 500", "500 calls of one target as one card")} ${sign("196 steps", "steps in a row, each called by the one before")}
        ${sign(cells(), "a cell for each of many calls: done, failed, not ended, with a pin")}
      </dl>
      <dl class="pw-legend-states">
        ${Object.entries(stateWords).map(
          ([state, words]) => html`<div><dt><i class="pw-state" data-state=${state}></i></dt><dd>${words}</dd></div>`,
        )}
      </dl>
    </div>`;
}

function sign(glyph: TemplateResult | string, meaning: string): TemplateResult {
  return html`<div><dt>${glyph}</dt><dd>${meaning}</dd></div>`;
}

function line(kind: string): TemplateResult {
  return html`<svg class="pw-legend-line" viewBox="0 0 40 12" aria-hidden="true"><g class="pw-edge" data-kind=${kind}><path d="M0 6H40"></path></g></svg>`;
}

function cells(): TemplateResult {
  return html`<i class="pw-legend-cell" data-state="done"></i><i class="pw-legend-cell" data-state="failed"></i
    ><i class="pw-legend-cell" data-state="queued"></i><i class="pw-legend-cell" data-state="done" data-pin="reused"></i>`;
}
