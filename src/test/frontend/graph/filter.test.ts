import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFilter, isFiltering, matchesText } from "../../../../frontend/graph/filter";
import { edge, step, storeOf } from "./graphs";

const everything = { onlyFailed: false, hideDone: false };
const onlyFailed = { onlyFailed: true, hideDone: false };
const hideDone = { onlyFailed: false, hideDone: true };

function sample() {
  return storeOf(
    [
      step("start", { kind: "start", state: undefined }),
      step("1", { x: 100 }),
      step("2", { x: 400, y: 0 }),
      step("3", { x: 400, y: 84 }),
      step("4", { x: 400, y: 500, state: "failed" }),
      step("5", { x: 400, y: 584, state: "running" }),
    ],
    [edge("start", "1"), edge("1", "2"), edge("1", "3"), edge("1", "4", [[324, 34], [400, 534]]), edge("1", "5")],
  );
}

test("without a filter everything stays where it is", () => {
  const store = sample();
  const drawn = applyFilter(store, everything);

  assert.equal(drawn.nodes.size, 6);
  assert.equal(drawn.nodes.get("4"), store.get("4"));
  assert.equal(drawn.edges.length, 5);
  assert.ok(!isFiltering(everything));
});

test("only failed keeps failed steps and all that called them", () => {
  const drawn = applyFilter(sample(), onlyFailed);

  assert.deepEqual([...drawn.nodes.keys()], ["start", "1", "4"]);
  assert.deepEqual(drawn.edges.map((kept) => kept.id), ["start>1", "1>4"]);
});

test("hide done keeps what is open or failed", () => {
  assert.deepEqual([...applyFilter(sample(), hideDone).nodes.keys()], ["start", "1", "4", "5"]);
});

test("both filters together keep what failed", () => {
  assert.ok(!applyFilter(sample(), { onlyFailed: true, hideDone: true }).nodes.has("5"));
});

test("empty bands close to the gap between rows, for nodes and for the points of edges", () => {
  const drawn = applyFilter(sample(), onlyFailed);

  assert.equal(drawn.nodes.get("1")!.y, 0);
  assert.equal(drawn.nodes.get("4")!.y, 68 + 16);
  assert.deepEqual(drawn.edges[1]!.points, [[324, 34], [400, 534 - 416]]);
});

test("a collapsed card stays when one of its steps failed or runs", () => {
  const card = (id: string, failed: number, running: number) =>
    step(id, { kind: "collapsed", counts: { done: 9, failed, running, waiting: 0 } });
  const store = storeOf([card("a", 1, 0), card("b", 0, 1), card("c", 0, 0)], []);

  assert.deepEqual([...applyFilter(store, onlyFailed).nodes.keys()], ["a"]);
  assert.deepEqual([...applyFilter(store, hideDone).nodes.keys()], ["a", "b"]);
});

test("the group of a step that stays stays, and shrinks with the bands in it", () => {
  const store = storeOf(
    [
      step("g", { kind: "group", y: 0, height: 600 }),
      step("1", { y: 36, parent: "g", state: "failed" }),
      step("2", { y: 120, parent: "g" }),
      step("3", { y: 520, parent: "g", state: "failed" }),
    ],
    [],
  );

  const drawn = applyFilter(store, onlyFailed);

  assert.deepEqual([...drawn.nodes.keys()], ["g", "1", "3"]);
  assert.equal(drawn.nodes.get("3")!.y, 36 + 68 + 16);
  assert.equal(drawn.nodes.get("g")!.height, 600 - 400);
});

test("text finds any part of the arguments", () => {
  const node = step("7", { module: "users", target: "fetchUser", arguments: "userId u1" });

  assert.ok(matchesText(node, "userid U1"));
  assert.ok(matchesText(node, "fetchUser userId"));
  assert.ok(!matchesText(node, "u2"));
});

test("text finds an id exactly, and a name by any part of it", () => {
  const node = step("7", { module: "weather", target: "parseRow" });

  assert.ok(matchesText(node, " 7 "));
  assert.ok(matchesText(node, "PARSE"));
  assert.ok(matchesText(node, "weather / p"));
  assert.ok(!matchesText(node, "17"));
  assert.ok(!matchesText(node, "  "));
});

test("focus keeps what is so many calls away from a step, in both directions", () => {
  const store = storeOf(
    ["1", "2", "3", "4", "5", "6"].map((id) => step(id)),
    [edge("1", "2"), edge("2", "3"), edge("3", "4"), edge("4", "5"), edge("2", "6")],
  );
  const around = (calls: number): string[] => [...applyFilter(store, { ...everything, around: { id: "3", calls } }).nodes.keys()];

  assert.deepEqual(around(1), ["2", "3", "4"]);
  assert.deepEqual(around(2), ["1", "2", "3", "4", "5"]);
});

test("focus and only failed are both kept", () => {
  const drawn = applyFilter(sample(), { ...onlyFailed, around: { id: "1", calls: 1 } });

  assert.deepEqual([...drawn.nodes.keys()], ["1", "4"]);
});
