import assert from "node:assert/strict";
import { test } from "node:test";
import { WallCells } from "../../../../frontend/graph/wall-cells";

function wall(size: number): WallCells {
  return WallCells.none.with({ order: "", keep: 0, steps: [2, ...Array<number>(size - 1).fill(1)], letters: "5".repeat(size), changed: [], now: "" });
}

test("cells are as large as they can be so that all fit", () => {
  assert.equal(wall(201).pitch, 12);
  assert.equal(wall(1_590).pitch, 12);
  assert.equal(wall(1_591).pitch, 8);
  assert.equal(wall(3_600).pitch, 8);
  assert.equal(wall(3_601).pitch, 4);
  assert.equal(wall(14_400).rows * 4, 360);
  assert.equal(wall(14_401).rows * 4, 364);
});

test("steps come as differences and letters say state, pin and staleness", () => {
  const cells = wall(3);

  assert.deepEqual([0, 1, 2, 3].map((cell) => cells.step(cell)), [2, 3, 4, 0]);
  assert.equal(cells.cellOf(4), 2);
  assert.equal(cells.cellOf(0), -1);
  assert.deepEqual(cells.look(0), { state: "done", pin: "none", stale: false, changed: false });
});

test("a change keeps what it does not name", () => {
  const cells = wall(3).with({ order: "state", keep: 2, steps: [6], letters: "q", changed: [1], now: "6" });

  assert.equal(cells.order, "state");
  assert.deepEqual([0, 1, 2].map((cell) => cells.step(cell)), [2, 3, 9]);
  assert.deepEqual([0, 1, 2].map((cell) => cells.look(cell).state), ["done", "failed", "done"]);
  assert.deepEqual(cells.look(2), { state: "done", pin: "reused", stale: true, changed: false });
});

test("a cell that differs from an older run says so beside everything else", () => {
  const changed = (code: number): string => String.fromCharCode(0xc0 + code);
  const cells = WallCells.none.with({ order: "changed", keep: 0, steps: [2, 1], letters: changed(5) + changed(5 * 12 + 6), changed: [], now: "" });

  assert.deepEqual(cells.look(0), { state: "done", pin: "none", stale: false, changed: true });
  assert.deepEqual(cells.look(1), { state: "failed", pin: "reused", stale: true, changed: true });
});

test("the pointer takes the nearest cell, beyond the last one, too", () => {
  const cells = wall(300);

  assert.equal(cells.columns, 53);
  assert.equal(cells.nearest(0, 0), 0);
  assert.equal(cells.nearest(13, 25), 2 * 53 + 1);
  assert.equal(cells.nearest(639, 0), 52);
  assert.equal(cells.nearest(-5, 1_000), 5 * 53);
  assert.equal(cells.nearest(639, 1_000), 299);
});

test("arrows stay in the wall until its edge", () => {
  const cells = wall(300);

  assert.equal(cells.next(-1, "ArrowLeft"), undefined);
  assert.equal(cells.next(-1, "ArrowRight"), 0);
  assert.equal(cells.next(0, "ArrowLeft"), undefined);
  assert.equal(cells.next(0, "ArrowUp"), undefined);
  assert.equal(cells.next(0, "ArrowDown"), 53);
  assert.equal(cells.next(52, "ArrowRight"), undefined);
  assert.equal(cells.next(260, "ArrowDown"), 299);
  assert.equal(cells.next(299, "ArrowDown"), undefined);
  assert.equal(cells.next(120, "End"), 299);
  assert.equal(cells.next(120, "Home"), 0);
  assert.equal(cells.next(120, "Enter"), undefined);
});
