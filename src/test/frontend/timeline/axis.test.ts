import assert from "node:assert/strict";
import { test } from "node:test";
import { Axis, foldWidth } from "../../../../frontend/timeline/axis";
import { parentOf, parents, unfolded, type Row } from "../../../../frontend/timeline/model";

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} instead of ${expected}`);

test("an axis without gaps is linear", () => {
  const axis = new Axis(10_000, [], 1000);

  near(axis.x(0), 0);
  near(axis.x(2_500), 250);
  near(axis.x(10_000), 1000);
  near(axis.x(20_000), 1000);
  near(axis.at(250), 2_500);
});

test("a gap takes a fixed width, and the rest shares what remains", () => {
  const axis = new Axis(10_000, [{ from: 2_000, to: 8_000 }], 400 + foldWidth);

  near(axis.x(2_000), 200);
  near(axis.x(8_000), 200 + foldWidth);
  near(axis.x(10_000), 400 + foldWidth);
  near(axis.at(200 + foldWidth / 2), 5_000);
  near(axis.at(axis.x(9_000)), 9_000);
});

test("zooming keeps the moment at the pointer, and ends at the fit", () => {
  const axis = new Axis(10_000, [{ from: 2_000, to: 8_000 }], 600);
  const at = axis.at(500);
  const zoomed = axis.zoomed(4, 500);

  near(zoomed.x(at), 500);
  assert.ok(zoomed.total > axis.total * 3);
  near(zoomed.zoomed(1 / 100, 10).x(0), 0);
  near(zoomed.zoomed(1 / 100, 10).total, axis.total);
});

test("panning stops at both ends", () => {
  const axis = new Axis(10_000, [], 1000).zoomed(2, 0);

  near(axis.panned(-100).x(0), 0);
  near(axis.panned(5_000).x(10_000), 1000);
});

test("a stretch fills the view", () => {
  const axis = new Axis(10_000, [], 1000).showing({ from: 4_000, to: 5_000 });

  near(axis.x(4_000), 0);
  near(axis.x(5_000), 1000);
});

test("ticks are round, apart from each other, and never in a fold", () => {
  const ticks = new Axis(70_000, [{ from: 5_000, to: 60_000 }], 800).ticks();

  assert.ok(ticks.length >= 3, `${ticks.length} ticks`);
  assert.ok(ticks.every((tick) => tick.at % 1000 === 0));
  assert.ok(ticks.every((tick) => tick.at < 5_000 || tick.at > 60_000));
  assert.ok(ticks.every((tick, i) => i === 0 || tick.x - ticks[i - 1]!.x > 60));
});

test("ticks of a short run are fractions of a second", () => {
  assert.deepEqual(
    new Axis(100, [], 720).ticks().map((tick) => tick.at),
    [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
  );
});

const row = (key: string, depth: number): Row => ({ key, depth, step: key, target: key, label: key, bars: [] });
const rows = [row("1", 0), row("2", 1), row("3", 2), row("4", 1), row("5", 2)];

test("folding a row hides what is below it", () => {
  assert.deepEqual(
    unfolded(rows, new Set(["2"])).map((one) => one.key),
    ["1", "2", "4", "5"],
  );
  assert.deepEqual(
    unfolded(rows, new Set(["1", "4"])).map((one) => one.key),
    ["1"],
  );
  assert.deepEqual([...parents(rows)], ["1", "2", "4"]);
  assert.equal(parentOf(rows, 4), 3);
  assert.equal(parentOf(rows, 0), -1);
});
