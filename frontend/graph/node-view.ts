// One node: fixed slots, so that nothing is measured. Every style is in studio-themes/graph-nodes.css.

import { html, nothing, type TemplateResult } from "lit";
import { cutLine } from "../argument-text";
import { icon, type IconName } from "../icons";
import { formatNumber } from "../numbers";
import { shortened } from "../shortened-view";
import { clockNow } from "../ticker";
import { isFolded, isStaleDone, signOf, type GraphNode, type Memo, type NodeState } from "./model";
import { statusText } from "./status-text";
import type { WallCells } from "./wall-cells";
import { wallSlots } from "./wall-view";

/** How a node is shown at the moment. */
export interface NodeLook {
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly dimmed: boolean;
  readonly found: boolean;
  /** Far away only bar and pin are drawn. */
  readonly far: boolean;
  readonly level: number;
  /** The cells of a wall. */
  readonly cells: WallCells | undefined;
  /** The number of the selected step, when it is one of the cells; else 0. */
  readonly selectedCell: number;
  /** The steps of a wall that a search found; undefined when its cells are not searched. */
  readonly foundCells: ReadonlySet<number> | undefined;
  /** The number of the one that the user is at; 0 for none. */
  readonly foundCell: number;
}

/** Columns of the line of arguments, and those that the corner takes from it at least. */
const argumentColumns = 26;
const cornerColumns = 5;

export const stateIcons: Record<NodeState, IconName> = {
  waiting: "clock",
  scheduled: "calendar",
  blocked: "link",
  queued: "hourglass",
  running: "running",
  done: "tick",
  failed: "cross",
  timedOut: "stopwatch",
  abandoned: "broken-link",
  cancelled: "slash",
  suspended: "moon",
  part: "branch",
};

export function nodeView(node: GraphNode, look: NodeLook): TemplateResult {
  const many = (node.attempts ?? 1) > 1;
  return html`<div
    class="pw-node"
    role="treeitem"
    data-id=${node.id}
    data-kind=${node.kind}
    data-state=${node.state ?? nothing}
    data-stale=${node.stale ?? nothing}
    data-mark=${node.mark ?? nothing}
    ?data-many=${many}
    ?data-dimmed=${look.dimmed}
    ?data-found=${look.found}
    aria-label=${node.label}
    aria-level=${look.level}
    aria-selected=${look.selected ? "true" : "false"}
    aria-expanded=${isFolded(node) ? "false" : node.kind === "group" ? "true" : nothing}
    tabindex=${look.tabStop ? "0" : "-1"}
    style="transform:translate(${node.x}px,${node.y}px);width:${node.width}px;height:${node.height}px"
    >${look.far && node.kind !== "wall" ? farSlots(node) : slots(node, look)}</div
  >`;
}

function farSlots(node: GraphNode): TemplateResult {
  return html`${node.mark ? html`<span class="pw-node-mark" aria-hidden="true">${signOf(node)}</span>` : nothing}${node.memo ? pin(node, node.memo) : nothing}`;
}

function slots(node: GraphNode, look: NodeLook): TemplateResult {
  switch (node.kind) {
    case "start":
      return html`${icon("bolt")}`;
    case "parentRun":
    case "spawnedRun":
      return runSlots(node);
    case "group":
      return groupSlots(node);
    case "more":
      return html`${icon("cross")}<span class="pw-node-target">${node.target}</span>${icon("chevron-right")}`;
    case "wall":
      return look.cells
        ? html`${wallSlots(node, look.cells, look, html`${countsView(node)}${node.memo ? pin(node, node.memo) : nothing}`)}${expand(node)}`
        : stepSlots(node);
    default:
      return stepSlots(node);
  }
}

function stepSlots(node: GraphNode): TemplateResult {
  const place = cornerText(node);
  return html`<span class="pw-node-arguments" ?data-alone=${place === ""} aria-hidden="true" title=${node.arguments ?? nothing}
      >${node.arguments ? cutLine(node.arguments, node.values, argumentColumns - (place ? Math.max(cornerColumns, place.length + 1) : 0)) : nothing}</span
    >
    ${place ? corner(node, place) : nothing}
    <span class="pw-node-target" aria-hidden="true" title=${`${node.module} / ${node.target}`}
      >${node.otherModule ? html`<span class="pw-node-module">${node.otherModule} / </span>` : nothing}${node.target}</span
    >
    ${node.memo ? pin(node, node.memo) : nothing}
    <span class="pw-node-state" aria-hidden="true"
      >${isFolded(node) ? countsView(node) : stateView(node)}${node.workspaceChip
        ? html`<span class="pw-node-workspace" title=${`Executed in ${node.workspaceChip}`}><span class="pw-shortened">${shortened(node.workspaceChip)}</span></span>`
        : nothing}</span
    >
    ${node.progress !== undefined && node.state === "running"
      ? html`<span class="pw-node-progress" style="--progress:${node.progress}"></span>`
      : nothing}
    ${isFolded(node) ? expand(node) : rerun(node)}`;
}

/** How it differs, how many steps it stands for, or which attempt it shows; empty for a step with one attempt. */
function cornerText(node: GraphNode): string {
  return [signOf(node), numberText(node)].filter((text) => text !== "").join(" ");
}

function numberText(node: GraphNode): string {
  if (node.kind === "chain") {
    return `${formatNumber(node.count ?? 0)} steps`;
  }
  if (node.count !== undefined) {
    return `× ${formatNumber(node.count)}`;
  }
  return (node.attempts ?? 1) > 1 ? `#${node.attempt}` : "";
}

function corner(node: GraphNode, text: string): TemplateResult {
  const title = node.count === undefined && node.attempt !== undefined ? `Attempt ${node.attempt} of ${node.attempts}` : nothing;
  return html`<span class="pw-node-corner" aria-hidden="true" title=${title}>${text}</span>`;
}

function stateView(node: GraphNode): TemplateResult {
  const text = statusText(node, clockNow());
  const glyph =
    node.state === "running" && node.progress !== undefined
      ? ring(node.progress)
      : node.state
        ? icon(isStaleDone(node) ? "stale" : stateIcons[node.state])
        : nothing;
  return html`<span class="pw-node-now">${glyph}<span class="pw-node-status" title=${text} .textContent=${text}></span></span>`;
}

function ring(progress: number): TemplateResult {
  return html`<svg class="pw-icon pw-node-ring" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9" pathLength="100"></circle>
    <circle class="done" cx="12" cy="12" r="9" pathLength="100" stroke-dasharray="${progress * 100} 100"></circle>
  </svg>`;
}

function countsView(node: GraphNode): TemplateResult {
  const counts = node.counts ?? { done: 0, failed: 0, running: 0, waiting: 0 };
  const parts: [NodeState, number][] = [
    ["done", counts.done],
    ["failed", counts.failed],
    ["running", counts.running],
    ["queued", counts.waiting],
  ];
  return html`<span class="pw-node-counts"
    >${parts
      .filter(([, count]) => count > 0)
      .map(([state, count]) => html`<span data-state=${state}>${icon(stateIcons[state])}${formatNumber(count)}</span>`)}</span
  >`;
}

function groupSlots(node: GraphNode): TemplateResult {
  return html`<span class="pw-node-title"
    >${icon("group")}<span class="pw-node-target" title=${node.target}>${node.target}</span>${countsView(node)}
    ${node.memo ? pin(node, node.memo) : nothing}
    <button class="pw-node-toggle" tabindex="-1" data-act="toggle" aria-label="Collapse ${node.target}">
      ${icon("chevron-up")}
    </button></span
  >`;
}

function runSlots(node: GraphNode): TemplateResult {
  return html`${icon("runs")}<span class="pw-node-target" title=${node.target}>${node.target}</span>`;
}

function pin(node: GraphNode, memo: Memo): TemplateResult {
  return html`<button
    class="pw-pin pw-node-pin"
    data-pin=${memo.reused ? "reused" : "unused"}
    data-act="pin"
    tabindex="-1"
    title=${memo.title}
    aria-label="Memo of ${node.target}: ${memo.title}"
    >${pinText(memo)}</button
  >`;
}

function pinText(memo: Memo): string | typeof nothing {
  if (memo.usedAttempt !== undefined) {
    return `#${memo.usedAttempt}`;
  }
  return memo.reused && memo.count > 0 ? formatNumber(memo.count) : nothing;
}

function rerun(node: GraphNode): TemplateResult {
  const title = `Re-run ${node.target}…`;
  return html`<button class="pw-node-rerun" data-act="rerun" tabindex="-1" title=${title} aria-label=${title}>
    ${icon("rerun")}
  </button>`;
}

function expand(node: GraphNode): TemplateResult {
  const title = `Show all ${formatNumber(node.count ?? 0)} ${node.target}`;
  return html`<button class="pw-node-rerun" data-act="toggle" tabindex="-1" title=${title} aria-label=${title}>
    ${icon("chevron-down")}
  </button>`;
}
