import assert from "node:assert/strict";
import { test } from "node:test";
import { SingleClick } from "../../../../frontend/timeline/single-click";

test("a click acts when no other one follows", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let acts = 0;
  const click = new SingleClick();

  click.clicked(1, () => acts++);
  assert.equal(acts, 0);
  context.mock.timers.tick(1_000);
  assert.equal(acts, 1);
});

test("a double-click does not act", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let acts = 0;
  const click = new SingleClick();

  click.clicked(1, () => acts++);
  context.mock.timers.tick(100);
  click.clicked(2, () => acts++);
  context.mock.timers.tick(1_000);
  assert.equal(acts, 0);
});

test("a click without a pointer acts at once", () => {
  let acts = 0;
  new SingleClick().clicked(0, () => acts++);
  assert.equal(acts, 1);
});
