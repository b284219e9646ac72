import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Axis } from "../../../../frontend/timeline/axis";
import { TimePointer, type Drag, type PointerHost } from "../../../../frontend/timeline/pointer";

/** Where the plot begins on the screen. */
const plotLeft = 100;

/** What the browser offers: a window that gets events, and timers that the test moves. */
let page: EventTarget;

mock.timers.enable({ apis: ["setTimeout"] });

beforeEach(() => {
  page = new EventTarget();
  Object.assign(globalThis, { window: page });
});

class Timeline implements PointerHost {
  axis = new Axis(10_000, [], 1000);
  readonly plotLeft = plotLeft;
  readonly moves: Axis[] = [];
  readonly drags: (Drag | undefined)[] = [];

  move(axis: Axis): void {
    this.axis = axis;
    this.moves.push(axis);
  }

  showDrag(drag: Drag | undefined): void {
    this.drags.push(drag);
  }
}

interface Wheel {
  readonly x?: number;
  readonly deltaX?: number;
  readonly deltaY?: number;
  readonly ctrlKey?: boolean;
  readonly shiftKey?: boolean;
}

/** A turn of the wheel at a place of the plot. */
function wheel({ x = 500, ...changes }: Wheel): WheelEvent {
  const event = new Event("wheel", { cancelable: true });
  return Object.assign(event, { clientX: plotLeft + x, deltaX: 0, deltaY: 0, ctrlKey: false, ...changes }) as WheelEvent;
}

function pointer(type: string, x: number, changes: Partial<PointerEvent> = {}): PointerEvent {
  const event = new Event(type);
  return Object.assign(event, { clientX: plotLeft + x, button: 0, pointerType: "mouse", ...changes }) as PointerEvent;
}

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} instead of ${expected}`);

test("with Ctrl, Alt or Meta the wheel zooms, and the moment under the pointer stays", () => {
  for (const key of ["ctrlKey", "altKey", "metaKey"]) {
    const timeline = new Timeline();
    const event = wheel({ x: 250, deltaY: -500, [key]: true });

    new TimePointer(timeline).onWheel(event);

    near(timeline.axis.zoom, Math.E);
    near(timeline.axis.x(2_500), 250);
    assert.ok(event.defaultPrevented);
  }
});

test("without a key the wheel is left to the rows", () => {
  const timeline = new Timeline();
  const event = wheel({ deltaY: 100 });

  new TimePointer(timeline).onWheel(event);

  assert.equal(timeline.moves.length, 0);
  assert.ok(!event.defaultPrevented);
});

test("sideways, and with Shift, the wheel pans", () => {
  const timeline = new Timeline();
  timeline.axis = new Axis(10_000, [], 1000, 10, 2_000);
  const pointing = new TimePointer(timeline);

  pointing.onWheel(wheel({ deltaX: 30, deltaY: 20 }));
  near(timeline.axis.offset, 2_030);

  pointing.onWheel(wheel({ deltaY: 100, shiftKey: true }));
  near(timeline.axis.offset, 2_130);
});

test("over the axis the wheel zooms without a key", () => {
  const timeline = new Timeline();

  new TimePointer(timeline).onAxisWheel(wheel({ deltaY: -500 }));

  near(timeline.axis.zoom, Math.E);
});

test("beside the plot the wheel does nothing", () => {
  const timeline = new Timeline();
  const pointing = new TimePointer(timeline);

  pointing.onWheel(wheel({ x: -1, deltaY: -500, ctrlKey: true }));
  pointing.onAxisWheel(wheel({ x: -1, deltaY: -500 }));

  assert.equal(timeline.moves.length, 0);
});

test("dragging over a stretch, in either direction, zooms into it", () => {
  for (const [from, to] of [
    [200, 400],
    [400, 200],
  ] as const) {
    const timeline = new Timeline();

    new TimePointer(timeline).onPointerDown(pointer("pointerdown", from));
    page.dispatchEvent(pointer("pointermove", to));
    page.dispatchEvent(pointer("pointerup", to));

    near(timeline.axis.at(0), 2_000);
    near(timeline.axis.at(1000), 4_000);
    assert.deepEqual(timeline.drags, [{ from, to }, undefined]);
  }
});

test("a drag that leaves the plot ends at its beginning", () => {
  const timeline = new Timeline();

  new TimePointer(timeline).onPointerDown(pointer("pointerdown", 200));
  page.dispatchEvent(pointer("pointermove", -50));

  assert.deepEqual(timeline.drags, [{ from: 200, to: 0 }]);
});

test("a click, even of a hand that trembles, is no drag", () => {
  const timeline = new Timeline();

  new TimePointer(timeline).onPointerDown(pointer("pointerdown", 200));
  page.dispatchEvent(pointer("pointermove", 205));
  page.dispatchEvent(pointer("pointerup", 205));

  assert.equal(timeline.moves.length, 0);
});

test("a drag that is cancelled zooms into nothing, now and later", () => {
  const timeline = new Timeline();

  new TimePointer(timeline).onPointerDown(pointer("pointerdown", 200));
  page.dispatchEvent(pointer("pointermove", 400));
  page.dispatchEvent(pointer("pointercancel", 400));
  page.dispatchEvent(pointer("pointermove", 500));
  page.dispatchEvent(pointer("pointerup", 500));

  assert.equal(timeline.moves.length, 0);
  assert.deepEqual(timeline.drags, [{ from: 200, to: 400 }, undefined]);
});

test("fingers, other buttons and what is beside the plot begin no drag", () => {
  const timeline = new Timeline();
  const pointing = new TimePointer(timeline);

  pointing.onPointerDown(pointer("pointerdown", 200, { pointerType: "touch" }));
  pointing.onPointerDown(pointer("pointerdown", 200, { button: 2 }));
  pointing.onPointerDown(pointer("pointerdown", -5));
  page.dispatchEvent(pointer("pointermove", 400));

  assert.equal(timeline.drags.length, 0);
});

test("the click that ends a drag reaches nothing, the next one does", () => {
  const timeline = new Timeline();
  const stopped = (): boolean => {
    const click = new Event("click");
    const stop = mock.method(click, "stopPropagation");
    page.dispatchEvent(click);
    return stop.mock.callCount() > 0;
  };

  new TimePointer(timeline).onPointerDown(pointer("pointerdown", 200));
  page.dispatchEvent(pointer("pointermove", 400));
  page.dispatchEvent(pointer("pointerup", 400));

  assert.ok(stopped());
  assert.ok(!stopped());
});

test("when no click follows a drag, a later one is not swallowed", () => {
  const timeline = new Timeline();

  new TimePointer(timeline).onPointerDown(pointer("pointerdown", 200));
  page.dispatchEvent(pointer("pointermove", 400));
  page.dispatchEvent(pointer("pointerup", 400));
  mock.timers.tick(1);

  const click = new Event("click");
  const stop = mock.method(click, "stopPropagation");
  page.dispatchEvent(click);
  assert.equal(stop.mock.callCount(), 0);
});
