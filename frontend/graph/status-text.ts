// The status line of a node.

import { formatTicking } from "../duration";
import type { GraphNode } from "./model";

/** "Done 1.2 s", "Done · stale used #1", "Running 4 s · 62 %", "8 of 8 slots busy", … */
export function statusText(node: GraphNode, now: number): string {
  if (node.reason) {
    return node.reason;
  }
  if (node.state === "running") {
    return runningText(node, now);
  }
  const state = withoutTime(node.stateText);
  if (node.cachedFrom) {
    return `${state} · cached from ${node.cachedFrom}`;
  }
  if (node.stale === "stale") {
    return node.usedAttempt === undefined ? `${state} · stale` : `${state} · stale used #${node.usedAttempt}`;
  }
  if (node.stale === "staleBelow") {
    return `${state} · stale below`;
  }
  if (node.stale === "mayBecomeStale") {
    return `${state} · may become stale`;
  }
  if (node.memo?.usedAttempt !== undefined && node.state !== "done") {
    return `${state}; calls use #${node.memo.usedAttempt}`;
  }
  return node.stateText;
}

/** Renews the times of the running nodes that are drawn. */
export function tickStatuses(drawn: ParentNode, nodes: ReadonlyMap<string, GraphNode>, now: number): void {
  for (const element of drawn.querySelectorAll<HTMLElement>('.pw-node[data-state="running"]')) {
    const node = nodes.get(element.dataset["id"]!);
    const status = element.querySelector(".pw-node-status");
    if (node && status) {
      status.textContent = statusText(node, now);
    }
  }
}

function runningText(node: GraphNode, now: number): string {
  const time = node.startedAtMillis === undefined ? "" : ` ${formatTicking(now - node.startedAtMillis)}`;
  const progress = node.progress === undefined ? "" : ` · ${Math.round(node.progress * 100)} %`;
  return `${withoutTime(node.stateText)}${time}${progress}`;
}

function withoutTime(text: string): string {
  return text.replace(/\s+\d[\d.]*\s?(?:ms|s|min|h|d)\b.*$/, "");
}
