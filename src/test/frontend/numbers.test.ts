import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNumber } from "../../../frontend/numbers";

test("thousands are separated by commas, whatever the browser's language", () => {
  assert.equal(formatNumber(0), "0");
  assert.equal(formatNumber(999), "999");
  assert.equal(formatNumber(10_000), "10,000");
  assert.equal(formatNumber(1_234_567), "1,234,567");
});
