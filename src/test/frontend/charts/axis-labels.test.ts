import assert from "node:assert/strict";
import { test } from "node:test";
import { axisEnds, axisLabels } from "../../../../frontend/charts/axis-labels";

const bars = (count: number, label = "24 Nov 12:00") => Array.from({ length: count }, () => ({ label }));
const at = (count: number, width: number) => axisLabels(bars(count), width).map(({ index }) => index);

test("as many bars are named as there is room for", () => {
  assert.deepEqual(at(56, 358), [0, 19, 38]);
  assert.equal(at(56, 1800).length, 8);
  assert.deepEqual(at(3, 1800), [0, 1, 2]);
});

test("names never meet, and none leaves the chart", () => {
  for (let width = 40; width <= 1920; width += 20) {
    for (const count of [1, 7, 24, 56, 60]) {
      const places = at(count, width).map((index) => (index / count) * width);
      places.forEach((place, i) => {
        const end = place + "24 Nov 12:00".length * 7;
        assert.ok(i === 0 || places[i - 1]! + "24 Nov 12:00".length * 7 < place, `${count} bars in ${width} px`);
        assert.ok(i === 0 || end <= width, `${count} bars in ${width} px`);
      });
    }
  }
});

test("there is always a first name", () => {
  assert.deepEqual(at(60, 0), [0]);
  assert.deepEqual(axisLabels([], 800), []);
});

const days = (count: number) => Array.from({ length: count }, (_, index) => ({ label: `${Math.floor(index / 8) + 20} Nov` }));

test("the last bar is named at the end of the chart", () => {
  const named = axisLabels(days(57), 1040);

  assert.deepEqual(named.at(-1), { bar: { label: "27 Nov" }, index: 56, atEnd: true });
  assert.deepEqual(named.at(0), { bar: { label: "20 Nov" }, index: 0 });
});

test("the last bar is not named again, and nothing meets its name", () => {
  assert.equal(axisLabels(days(56), 1040).at(-1)!.atEnd, undefined, "27 Nov is named already");
  for (let width = 100; width <= 1920; width += 20) {
    const named = axisLabels(days(57), width);
    const before = named.at(-2);
    assert.ok(
      before === undefined || !named.at(-1)!.atEnd || (before.index / 57) * width + 6 * 7 < width - 6 * 7,
      `in ${width} px`,
    );
  }
});

test("equal names stand once", () => {
  assert.deepEqual(axisEnds("08:29", "08:29"), ["", "08:29"]);
  assert.deepEqual(axisEnds("08:29", "08:31"), ["08:29", "08:31"]);
});
