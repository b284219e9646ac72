import assert from "node:assert/strict";
import { test } from "node:test";
import type { GraphNode } from "../../../../frontend/graph/model";
import { statusText } from "../../../../frontend/graph/status-text";
import { step } from "./graphs";

const now = 100_000;
const memo = { reused: true, count: 2, title: "Memoized." };

const cases: readonly (readonly [string, Partial<GraphNode>])[] = [
  ["Done 1.2 s", {}],
  ["8 of 8 slots busy", { state: "queued", stateText: "Queued", reason: "8 of 8 slots busy" }],
  ["Running 4 s · 62 %", { state: "running", stateText: "Running", startedAtMillis: now - 4_200, progress: 0.6249 }],
  ["Running 1 min 5 s", { state: "running", stateText: "Running", startedAtMillis: now - 65_000 }],
  ["Running", { state: "running", stateText: "Running" }],
  ["Running · 0 %", { state: "running", stateText: "Running", progress: 0 }],
  ["Done · cached from R6F1:4", { cachedFrom: "R6F1:4" }],
  ["Done · stale", { stale: "stale" }],
  ["Done · stale used #1", { stale: "stale", usedAttempt: 1, stateText: "Done 2 min 5 s" }],
  ["Done · stale below", { stale: "staleBelow" }],
  ["Done · may become stale", { stale: "mayBecomeStale" }],
  ["Failed; calls use #1", { state: "failed", stateText: "Failed 12 ms", memo: { ...memo, usedAttempt: 1 } }],
  ["Done 1.2 s", { memo: { ...memo, usedAttempt: 1 } }],
  ["NumberFormatException 12 ms", { state: "failed", stateText: "NumberFormatException 12 ms" }],
];

for (const [text, node] of cases) {
  test(`${JSON.stringify(node)} reads ${text}`, () => {
    assert.equal(statusText(step("1", node), now), text);
  });
}
