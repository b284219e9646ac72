import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bar, type SegmentKind, took } from "../../../../frontend/timeline/model";

function bar(...segments: readonly (readonly [SegmentKind, number, number])[]): Bar {
  return { execution: "R1:1:1", state: "done", critical: [], segments: segments.map(([kind, from, to]) => ({ kind, from, to })) };
}

test("what an attempt took begins with its start, as in the graph", () => {
  assert.equal(took(bar(["queued", 0, 160], ["executing", 160, 166]), 166), 6);
  assert.equal(took(bar(["scheduled", 0, 50], ["queued", 50, 60], ["executing", 60, 61]), 61), 1);
});

test("waiting for others counts, also for a slot again", () => {
  assert.equal(took(bar(["queued", 0, 10], ["executing", 10, 20], ["waiting", 20, 50], ["queued", 50, 55], ["executing", 55, 60]), 60), 50);
});

test("what has not started says how long it waits for that", () => {
  assert.equal(took(bar(["queued", 100, 100]), 400), 300);
});
