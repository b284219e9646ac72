import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDuration, formatRelative, formatTicking } from "../../../frontend/duration";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const durations: readonly (readonly [number, string])[] = [
  [-1, "0 ms"],
  [0, "0 ms"],
  [12.4, "12 ms"],
  [999, "999 ms"],
  [second, "1.0 s"],
  [1_290, "1.2 s"],
  [9_999, "9.9 s"],
  [10 * second, "10 s"],
  [minute - 1, "59 s"],
  [minute, "1 min"],
  [2 * minute + 5 * second, "2 min 5 s"],
  [hour - 1, "59 min 59 s"],
  [3 * hour + 10 * minute, "3 h 10 min"],
  [day - 1, "23 h 59 min"],
  [2 * day + 4 * hour, "2 d 4 h"],
  [7 * day, "7 d"],
];

for (const [millis, text] of durations) {
  test(`${millis} ms reads ${text}`, () => {
    assert.equal(formatDuration(millis), text);
  });
}

test("a ticking clock shows whole seconds, then two units", () => {
  assert.equal(formatTicking(-300), "0 s");
  assert.equal(formatTicking(1_999), "1 s");
  assert.equal(formatTicking(minute + 2 * second), "1 min 2 s");
});

test("a moment is told relative to now, in the past and in the future", () => {
  const now = Date.UTC(2026, 10, 28, 12);
  assert.equal(formatRelative(now - 4 * second, now), "now");
  assert.equal(formatRelative(now + 4 * second, now), "now");
  assert.equal(formatRelative(now - 41 * second, now), "41 s ago");
  assert.equal(formatRelative(now - 2 * minute, now), "2 min ago");
  assert.equal(formatRelative(now + 3 * hour, now), "in 3 h");
  assert.equal(formatRelative(now - 7 * day, now), "7 d ago");
});

test("beyond a week the date is told", () => {
  const now = Date.UTC(2026, 10, 28, 12);
  assert.match(formatRelative(now - 8 * day, now), /2026/);
});
