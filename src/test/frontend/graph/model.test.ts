import assert from "node:assert/strict";
import { test } from "node:test";
import { hasFailed } from "../../../../frontend/graph/model";
import { edge, step, storeOf } from "./graphs";

test("callees stand in the order in which they are drawn, callers in call order", () => {
  const store = storeOf(
    [step("1"), step("2", { y: 84 }), step("3", { y: 0 })],
    [edge("1", "2"), edge("1", "3"), edge("2", "3")],
  );

  assert.deepEqual(store.callees("1"), ["3", "2"]);
  assert.deepEqual(store.callers("3"), ["1", "2"]);
  assert.deepEqual(store.callers("1"), []);
});

test("two edges between the same nodes count once, an edge to an unknown node not at all", () => {
  const store = storeOf([step("1"), step("2")], [edge("1", "2"), { ...edge("1", "2"), id: "again" }, edge("1", "9")]);

  assert.deepEqual(store.callees("1"), ["2"]);
});

test("the level is the length of the shortest way from a node without callers", () => {
  const store = storeOf(["1", "2", "3"].map((id) => step(id)), [edge("1", "2"), edge("2", "3"), edge("1", "3")]);

  assert.deepEqual(["1", "2", "3"].map((id) => store.level(id)), [1, 2, 2]);
});

test("levels end in a cycle", () => {
  const store = storeOf([step("1"), step("2"), step("3")], [edge("1", "2"), edge("2", "3"), edge("3", "2")]);

  assert.equal(store.level("3"), 3);
});

test("a patch adds, changes, removes and reorders", () => {
  const store = storeOf([step("1"), step("2"), step("3")], [edge("1", "2"), edge("1", "3")]);

  store.apply({
    nodes: [step("2", { state: "failed" }), step("4")],
    edges: [edge("1", "4")],
    gone: ["3"],
    goneEdges: ["1>3"],
    order: ["4", "1", "2"],
  });

  assert.deepEqual([...store.allNodes()].map((node) => node.id), ["4", "1", "2"]);
  assert.equal(store.get("2")!.state, "failed");
  assert.deepEqual([...store.callees("1")].sort(), ["2", "4"]);
  assert.equal(store.size, 3);
  assert.equal(store.get(undefined), undefined);
});

test("levels follow a patch", () => {
  const store = storeOf([step("1"), step("2")], [edge("1", "2")]);
  assert.equal(store.level("2"), 2);

  store.apply({ nodes: [], edges: [], gone: [], goneEdges: ["1>2"] });

  assert.equal(store.level("2"), 1);
});

test("the first failed step is the one whose callees did not fail", () => {
  const failed = { state: "failed" } as const;
  const store = storeOf(
    [step("1", failed), step("2"), step("3", failed), step("4", { state: "timedOut" })],
    [edge("1", "2"), edge("1", "3"), edge("3", "4")],
  );

  assert.equal(store.firstFailed()!.id, "4");
});

test("a group never counts as the first failed step", () => {
  assert.equal(storeOf([step("g", { kind: "group", state: "failed" })], []).firstFailed(), undefined);
});

test("cancelled is not failed, abandoned is", () => {
  assert.ok(!hasFailed(step("1", { state: "cancelled" })));
  assert.ok(hasFailed(step("1", { state: "abandoned" })));
  assert.ok(!hasFailed(step("1", { state: undefined })));
});
