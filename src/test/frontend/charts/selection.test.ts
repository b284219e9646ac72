import assert from "node:assert/strict";
import { test } from "node:test";
import { stepped } from "../../../../frontend/charts/roving";
import { heights, span, wholeSpan } from "../../../../frontend/charts/selection";

test("arrows, Home and End walk among bars and stop at the ends", () => {
  assert.equal(stepped({ key: "ArrowRight" }, 3, 5), 4);
  assert.equal(stepped({ key: "ArrowRight" }, 4, 5), 4);
  assert.equal(stepped({ key: "ArrowLeft" }, 0, 5), 0);
  assert.equal(stepped({ key: "Home" }, 3, 5), 0);
  assert.equal(stepped({ key: "End" }, 3, 5), 4);
  assert.equal(stepped({ key: "Enter" }, 3, 5), undefined);
  assert.equal(stepped({ key: "End" }, -1, 0), undefined);
});

test("a stretch has its first bar first, whichever way it was dragged", () => {
  assert.deepEqual(span(7, 3), { first: 3, last: 7 });
  assert.equal(wholeSpan(span(0, 4), 5), true);
  assert.equal(wholeSpan(span(0, 3), 5), false);
  assert.equal(wholeSpan(span(0, 0), 1), false);
});

test("one failed run of a thousand is seen, and so are the others", () => {
  assert.deepEqual(heights({ runs: 0, failed: 0 }, 10, 100), { all: 0, failed: 0 });
  assert.deepEqual(heights({ runs: 10, failed: 5 }, 10, 100), { all: 100, failed: 50 });
  assert.deepEqual(heights({ runs: 10, failed: 10 }, 10, 100), { all: 100, failed: 100 });
  const one = heights({ runs: 1000, failed: 1 }, 1000, 100);
  assert.ok(one.failed >= 5);
  const most = heights({ runs: 1000, failed: 999 }, 1000, 100);
  assert.ok(most.all - most.failed >= 5);
  const few = heights({ runs: 1, failed: 1 }, 1000, 100);
  assert.equal(few.failed, few.all);
});
