import assert from "node:assert/strict";
import { test } from "node:test";
import { Axis } from "../../../../frontend/timeline/axis";
import type { Reuse } from "../../../../frontend/timeline/model";
import { reusePlaces, wordsBeside } from "../../../../frontend/timeline/reuse";

const axis = new Axis(10_000, [], 1000);
const old: Reuse = { at: 5_000, reused: true, from: "production #1", ended: -86_400_000, endedText: "yesterday 14:02" };

test("the thread to an execution that is older than the axis ends at the left edge, with its time", () => {
  const places = reusePlaces(axis, old);

  assert.equal(places.edge, "◂ yesterday 14:02");
  assert.equal(places.label, "production #1");
  assert.ok(places.thread! > 50 && places.thread! < 200, "behind the time");
  assert.equal(places.x, 500);
});

test("a pin so far left that the time has no room has it beside its origin", () => {
  const places = reusePlaces(axis, { ...old, at: 10 });

  assert.equal(places.edge, undefined);
  assert.equal(places.label, "production #1 ◂ yesterday 14:02");
  assert.equal(places.thread, 0);
});

test("the thread to an execution on the axis begins at its end", () => {
  const places = reusePlaces(axis, { at: 5_000, reused: true, from: "#1", ended: 2_000 });

  assert.deepEqual(places, { x: 500, thread: 200, edge: undefined, label: "#1" });
});

test("a call that reused nothing has no thread", () => {
  assert.equal(reusePlaces(axis, { ...old, reused: false }).thread, undefined);
});

test("words stand right of their pin, or left of it where they would leave the plot", () => {
  assert.deepEqual(wordsBeside(100, "production #1", 1064), { left: 108 });
  assert.deepEqual(wordsBeside(1000, "production #1", 1064), { right: 72 });
  assert.deepEqual(wordsBeside(20, "production #1", 64), { left: 28 }, "they leave a small plot anyway");
  assert.deepEqual(wordsBeside(90, "cached from RD5TQ:5", 150), { left: 98 }, "their beginning is read first");
});
