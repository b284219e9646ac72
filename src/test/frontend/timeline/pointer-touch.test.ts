import assert from "node:assert/strict";
import { test } from "node:test";
import { Axis } from "../../../../frontend/timeline/axis";
import { type PointerHost, TimePointer } from "../../../../frontend/timeline/pointer";

const plotLeft = 100;

function hostOf(first: Axis): PointerHost & { axis: Axis } {
  const host = {
    axis: first,
    plotLeft,
    move: (axis: Axis) => {
      host.axis = axis;
    },
    showDrag: () => undefined,
  };
  return host;
}

function touches(...xs: readonly number[]): TouchEvent & { prevented: boolean } {
  const event = {
    touches: xs.map((x) => ({ clientX: plotLeft + x, clientY: 50 })),
    prevented: false,
    preventDefault: () => {
      event.prevented = true;
    },
  };
  return event as unknown as TouchEvent & { prevented: boolean };
}

test("two fingers zoom time, and the moment between them goes along", () => {
  const host = hostOf(new Axis(10_000, [], 1000));
  const pointer = new TimePointer(host);
  const before = host.axis.at(500);

  pointer.onTouchStart(touches(450, 550));
  pointer.onTouchMove(touches(400, 600));
  assert.equal(host.axis.zoom, 2);
  assert.ok(Math.abs(host.axis.at(500) - before) < 1);

  pointer.onTouchMove(touches(300, 500));
  assert.equal(host.axis.zoom, 2);
  assert.ok(Math.abs(host.axis.at(400) - before) < 1);
});

test("one finger scrolls the rows, as everywhere", () => {
  const host = hostOf(new Axis(10_000, [], 1000));
  const pointer = new TimePointer(host);
  const start = touches(450);
  const move = touches(600);

  pointer.onTouchStart(start);
  pointer.onTouchMove(move);
  assert.equal(host.axis.zoom, 1);
  assert.ok(!start.prevented && !move.prevented);
});

test("the wheel scrolls the rows; with Ctrl it zooms time", () => {
  const host = hostOf(new Axis(10_000, [], 1000));
  const pointer = new TimePointer(host);
  let prevented = 0;
  const wheel = (ctrlKey: boolean): WheelEvent =>
    ({ clientX: plotLeft + 500, deltaX: 0, deltaY: -100, ctrlKey, preventDefault: () => prevented++ }) as unknown as WheelEvent;

  pointer.onWheel(wheel(false));
  assert.equal(host.axis.zoom, 1);
  assert.equal(prevented, 0);

  pointer.onWheel(wheel(true));
  assert.ok(host.axis.zoom > 1);
  assert.equal(prevented, 1);
});
