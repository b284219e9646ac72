import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { dragThreshold } from "../../../../frontend/graph/geometry";
import { Gestures } from "../../../../frontend/graph/gestures";
import type { Viewport } from "../../../../frontend/graph/viewport";

/** What of the browser gestures ask for. */
class FakeElement extends EventTarget {
  private readonly control: boolean;

  constructor(control = false) {
    super();
    this.control = control;
  }

  closest(selector: string): FakeElement | null {
    return this.control && selector === ".pw-graph-controls" ? this : null;
  }
}

Object.assign(globalThis, { Element: FakeElement, WheelEvent: { DOM_DELTA_LINE: 1 } });

/** A canvas whose corner is at 50, 20 of the screen, and what a viewport was told. */
class Canvas extends FakeElement {
  readonly classes = new Set<string>();
  readonly captured: number[] = [];
  readonly pans: (readonly [number, number])[] = [];
  readonly zooms: { readonly x: number; readonly y: number; readonly factor: number }[] = [];
  moves = 0;

  readonly classList = {
    add: (name: string) => this.classes.add(name),
    remove: (name: string) => this.classes.delete(name),
  };

  constructor() {
    super();
    const viewport = {
      panBy: (dx: number, dy: number) => this.pans.push([dx, dy]),
      zoomAt: (x: number, y: number, factor: number) => this.zooms.push({ x, y, factor }),
    };
    new Gestures(this as unknown as HTMLElement, viewport as unknown as Viewport, () => this.moves++);
  }

  getBoundingClientRect(): { left: number; top: number } {
    return { left: 50, top: 20 };
  }

  setPointerCapture(id: number): void {
    this.captured.push(id);
  }

  private tell<E extends Event>(event: E, values: object): E {
    // The target of an event is known only while it is dispatched.
    Object.entries(values).forEach(([name, value]) => Object.defineProperty(event, name, { value }));
    this.dispatchEvent(event);
    return event;
  }

  wheel(values: Partial<WheelEvent>): Event {
    return this.tell(new Event("wheel", { cancelable: true }), {
      deltaX: 0,
      deltaY: 0,
      deltaMode: 0,
      clientX: 250,
      clientY: 120,
      shiftKey: false,
      ctrlKey: false,
      ...values,
    });
  }

  pointer(type: "down" | "move" | "up" | "cancel", clientX: number, clientY: number, values: object = {}): void {
    this.tell(new Event(`pointer${type}`), { pointerId: 1, button: 0, clientX, clientY, ...values });
  }

  /** Whether a click is let through. */
  click(detail = 1): boolean {
    const event = new Event("click", { cancelable: true });
    const stop = mock.method(event, "stopPropagation");
    this.tell(event, { detail });
    return stop.mock.callCount() === 0;
  }
}

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`);

test("the wheel zooms at the pointer, and the page does not scroll", () => {
  const canvas = new Canvas();

  const event = canvas.wheel({ deltaY: -100 });

  assert.equal(canvas.zooms.length, 1);
  assert.deepEqual([canvas.zooms[0]!.x, canvas.zooms[0]!.y], [200, 100]);
  near(canvas.zooms[0]!.factor, Math.exp(0.16));
  assert.ok(event.defaultPrevented);
  assert.equal(canvas.moves, 1);
});

test("a wheel that counts in lines goes 16 pixels for each", () => {
  const canvas = new Canvas();

  canvas.wheel({ deltaY: 3, deltaMode: 1 });
  canvas.wheel({ deltaY: 48 });

  near(canvas.zooms[0]!.factor, canvas.zooms[1]!.factor);
});

test("pinching on a touchpad, which comes with Ctrl, zooms six times as fast", () => {
  const canvas = new Canvas();

  canvas.wheel({ deltaY: -10, ctrlKey: true });
  canvas.wheel({ deltaY: -60 });

  near(canvas.zooms[0]!.factor, canvas.zooms[1]!.factor);
});

test("with Shift the wheel pans sideways, whichever way it is reported", () => {
  const canvas = new Canvas();

  canvas.wheel({ deltaY: 40, shiftKey: true });
  canvas.wheel({ deltaX: 30, shiftKey: true });

  assert.deepEqual(canvas.pans, [
    [-40, 0],
    [-30, 0],
  ]);
  assert.equal(canvas.zooms.length, 0);
});

test("dragging pans by what the pointer has moved", () => {
  const canvas = new Canvas();

  canvas.pointer("down", 100, 100);
  canvas.pointer("move", 110, 95);
  canvas.pointer("move", 113, 95);

  assert.deepEqual(canvas.pans, [
    [10, -5],
    [3, 0],
  ]);
  assert.deepEqual(canvas.captured, [1]);
  assert.ok(canvas.classes.has("panning"));
});

test("a pointer that trembles does not pan, and its click is one", () => {
  const canvas = new Canvas();

  canvas.pointer("down", 100, 100);
  canvas.pointer("move", 100 + dragThreshold - 1, 100);
  canvas.pointer("up", 100 + dragThreshold - 1, 100);

  assert.equal(canvas.pans.length, 0);
  assert.ok(canvas.click());
});

test("the click that ends a drag opens nothing, the next one does", () => {
  const canvas = new Canvas();

  canvas.pointer("down", 100, 100);
  canvas.pointer("move", 130, 100);
  canvas.pointer("up", 130, 100);

  assert.ok(!canvas.classes.has("panning"));
  assert.ok(!canvas.click());
  assert.ok(canvas.click());
});

test("a click from the keyboard is let through, even after a drag", () => {
  const canvas = new Canvas();

  canvas.pointer("down", 100, 100);
  canvas.pointer("move", 130, 100);
  canvas.pointer("up", 130, 100);

  assert.ok(canvas.click(0));
});

test("a pointer that is not pressed, or pressed with another button, does nothing", () => {
  const canvas = new Canvas();

  canvas.pointer("move", 130, 100);
  canvas.pointer("down", 100, 100, { button: 2 });
  canvas.pointer("move", 160, 100);

  assert.equal(canvas.pans.length, 0);
  assert.equal(canvas.moves, 0);
});

test("after the release, or when the browser takes the pointer away, nothing is dragged", () => {
  for (const end of ["up", "cancel"] as const) {
    const canvas = new Canvas();

    canvas.pointer("down", 100, 100);
    canvas.pointer(end, 100, 100);
    canvas.pointer("move", 160, 100);

    assert.equal(canvas.pans.length, 0);
  }
});

test("a drag that begins on the controls is theirs", () => {
  const canvas = new Canvas();

  canvas.pointer("down", 100, 100, { target: new FakeElement(true) });
  canvas.pointer("move", 160, 100);

  assert.equal(canvas.pans.length, 0);
});

test("two fingers that move apart zoom at their middle, which follows them", () => {
  const canvas = new Canvas();

  canvas.pointer("down", 150, 120, { pointerId: 1 });
  canvas.pointer("down", 250, 120, { pointerId: 2 });
  canvas.pointer("move", 350, 120, { pointerId: 2 });

  assert.deepEqual(canvas.pans, [[50, 0]]);
  assert.deepEqual(canvas.zooms, [{ x: 200, y: 100, factor: 2 }]);
});
