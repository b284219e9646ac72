import assert from "node:assert/strict";
import { test } from "node:test";
import { axisLabels } from "../../../../frontend/charts/axis-labels";

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
