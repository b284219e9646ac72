import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Viewport } from "../../../../frontend/graph/viewport";

/** What the browser offers to a viewport: frames that the test draws, and timers that it moves. */
const frames: (() => void)[] = [];
const moves: boolean[] = [];

mock.timers.enable({ apis: ["setTimeout"] });
Object.assign(globalThis, {
  window: globalThis,
  requestAnimationFrame: (frame: () => void) => frames.push(frame),
});

beforeEach(() => {
  frames.length = 0;
  moves.length = 0;
});

function drawFrame(): void {
  frames.splice(0).forEach((frame) => frame());
}

function viewport(): Viewport {
  const created = new Viewport(
    () => null,
    (moving) => moves.push(moving),
  );
  created.resize(812, 524);
  return created;
}

test("panning moves what is visible the other way", () => {
  const view = viewport();

  view.panBy(10, -20);

  assert.deepEqual(view.visible(), { left: -10, top: 20, right: 802, bottom: 544 });
});

test("zooming keeps the point under the pointer where it is", () => {
  const view = viewport();
  view.panBy(30, 40);
  const before = pointAt(view, 200, 100);

  view.zoomAt(200, 100, 0.5);

  assert.equal(view.zoom, 0.5);
  assert.deepEqual(pointAt(view, 200, 100), before);
});

test("zooming ends at 1 % and at 200 %", () => {
  const view = viewport();

  view.zoomAt(0, 0, 1000);
  assert.equal(view.zoom, 2);
  view.zoomAt(0, 0, 0.00001);
  assert.equal(view.zoom, 0.01);
});

test("a graph that fits is centred at 100 % between toolbar and controls", () => {
  const view = viewport();

  view.fit({ left: 0, top: 0, right: 200, bottom: 100 }, { least: 1, whole: false });

  assert.equal(view.zoom, 1);
  assert.deepEqual(view.centre(), [100, 50]);
});

test("a wide graph is opened at the least zoom that was asked for, towards a node", () => {
  const view = viewport();
  const failed = { x: 3000, y: 20, width: 224, height: 68 };

  view.fit({ left: 0, top: 0, right: 6000, bottom: 100 }, { least: 1, whole: false, towards: failed });

  assert.equal(view.zoom, 1);
  assert.equal(Math.round(view.centre()[0]), 3112);
});

test("a wide graph begins at its left where no node is asked for, and never shows emptiness at its end", () => {
  const view = viewport();
  const bounds = { left: 0, top: 0, right: 6000, bottom: 100 };

  view.fit(bounds, { least: 1, whole: false });
  assert.equal(Math.round(view.visible().left), -32);

  view.fit(bounds, { least: 1, whole: false, towards: { x: 5900, y: 0, width: 100, height: 68 } });
  assert.equal(Math.round(view.visible().right), 6032);
});

test("the first step stands at the left and in the middle of the height", () => {
  const view = viewport();
  const first = { x: 0, y: 2000, width: 224, height: 68 };

  view.fit({ left: 0, top: 0, right: 6000, bottom: 4000 }, { least: 1, whole: false, towards: first, atLeft: true });

  assert.equal(view.visible().left, -32);
  assert.equal(view.centre()[1], 2034);
});

test("fitting the whole graph looks at the height, too", () => {
  const view = viewport();

  view.fit({ left: 0, top: 0, right: 100, bottom: 4280 }, { least: 0, whole: true });

  assert.equal(view.zoom, (524 - 32) / 4280);
});

test("revealing a box pans as little as needed", () => {
  const view = viewport();

  view.reveal({ x: 100, y: 100, width: 50, height: 50 }, false);
  assert.equal(view.visible().right, 812, "it was visible");

  view.reveal({ x: 900, y: 100, width: 50, height: 50 }, false);
  assert.equal(view.visible().right, 950 + 32);
  assert.equal(view.visible().bottom, 524);

  view.reveal({ x: -500, y: 100, width: 2000, height: 50 }, false);
  assert.equal(view.visible().left, -532, "the beginning of what is too wide");
});

test("listeners hear of many moves once a frame, and once that the view rests", () => {
  const view = viewport();

  view.panBy(1, 0);
  view.panBy(1, 0);
  view.zoomInMiddle(1.25);
  assert.deepEqual(moves, []);
  drawFrame();
  assert.deepEqual(moves, [true]);

  mock.timers.tick(100);
  view.panBy(1, 0);
  drawFrame();
  mock.timers.tick(100);
  assert.deepEqual(moves, [true, true], "still moving");
  mock.timers.tick(80);
  assert.deepEqual(moves, [true, true, false]);
});

test("a viewport without size says so", () => {
  assert.ok(!new Viewport(() => null, () => undefined).hasSize);
  assert.ok(viewport().hasSize);
});

function pointAt(view: Viewport, x: number, y: number): number[] {
  const { transform } = view;
  return [(x - transform.x) / transform.scale, (y - transform.y) / transform.scale];
}
