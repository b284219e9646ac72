// The legend: every sign of the graph, on demand.

import { html, type TemplateResult } from "lit";
import { meanings, stateWords } from "./legend-words";

export function legend(): TemplateResult {
  return html`<button class="pw-tool pw-legend-opener" popovertarget="pw-graph-legend">Legend</button>
    <div id="pw-graph-legend" class="pw-menu pw-graph-legend" popover role="group" aria-label="Legend">
      <dl>
        ${sign(html`<i class="pw-pin" data-pin="unused"></i>`, meanings.memoized)}
        ${sign(html`<i class="pw-pin" data-pin="reused">2</i>`, meanings.reused)}
        ${sign(line("dependency"), meanings.dependency)}
        ${sign(line("call"), meanings.call)} ${sign(line("reuse"), meanings.reuse)}
        ${sign("used #1", meanings.otherAttempt)}
        ${sign(html`<i class="pw-legend-stale"></i>`, meanings.stale)}
        ${sign(html`<i class="pw-legend-stale" data-stale="below"></i>`, meanings.staleBelow)}
        ${sign("#2", meanings.attempt)}
        ${sign(html`<i class="pw-legend-chip">joe</i>`, meanings.workspace)}
        ${sign(html`<i class="pw-legend-progress"></i>`, meanings.progress)}
        ${sign("× 500", meanings.fanOut)} ${sign("196 steps", meanings.chain)}
        ${sign(cells(), meanings.wall)}
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
