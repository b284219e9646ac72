import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** An element of a page that is as much of one as a place needs. */
class Part {
  readonly parts: Part[] = [];
  parentElement: Part | null = null;
  top = 0;
  readonly localName: string;

  constructor(localName: string) {
    this.localName = localName;
  }

  append(...parts: Part[]): this {
    for (const part of parts) {
      part.parentElement = this;
      this.parts.push(part);
    }
    return this;
  }

  get previousElementSibling(): Part | null {
    const siblings = this.parentElement?.parts ?? [];
    return siblings[siblings.indexOf(this) - 1] ?? null;
  }

  contains(part: Part): boolean {
    return part === this || this.parts.some((one) => one.contains(part));
  }

  getBoundingClientRect(): object {
    return { top: this.top, width: 800, height: 300 };
  }
}

/** Those that watch, with what they watch. */
let watched = new Set<Part>();
let listed = new Set<Part>();
let tell: () => void = () => undefined;
let scrolled: ((event: { target: Part }) => void) | undefined;

Object.assign(globalThis, {
  ResizeObserver: class {
    observe = (part: Part): unknown => watched.add(part);
    disconnect = (): void => watched.clear();
  },
  MutationObserver: class {
    constructor(changed: () => void) {
      tell = changed;
    }
    observe = (part: Part): unknown => listed.add(part);
    disconnect = (): void => listed.clear();
  },
  document: {
    addEventListener: (_: string, listener: typeof scrolled) => (scrolled = listener),
    removeEventListener: () => (scrolled = undefined),
  },
});
const { CanvasPlace } = await import("../../../../frontend/graph/canvas-place");

const canvas = new Part("div");
const toolbar = new Part("div");
const header = new Part("header");
const footer = new Part("footer");
const page = new Part("div").append(header, new Part("div").append(toolbar, canvas), footer);
new Part("main").append(page);

beforeEach(() => {
  watched = new Set();
  listed = new Set();
  canvas.top = 0;
});

function started() {
  const place = new CanvasPlace(() => undefined);
  place.start(canvas as never);
  place.note(canvas as never);
  return place;
}

test("what stands before the canvas is watched, not what stands behind it", () => {
  started();

  assert.deepEqual([watched.has(canvas), watched.has(toolbar), watched.has(header), watched.has(footer)], [true, true, true, false]);
});

test("a line that comes above moves the canvas down", () => {
  const place = started();
  const banner = new Part("div");
  page.parts.unshift(banner);
  banner.parentElement = page;
  assert.ok(listed.has(page));
  tell();
  assert.ok(watched.has(banner));

  canvas.top = 40;

  assert.deepEqual(place.note(canvas as never), { down: 40, sameWidth: true, sameHeight: true });
  assert.equal(place.note(canvas as never).down, 0);
});

test("whoever scrolls does not move the canvas", () => {
  const place = started();

  canvas.top = -120;
  scrolled?.({ target: page });
  canvas.top = -100;

  assert.equal(place.note(canvas as never).down, 20);
});

test("a canvas that is shown again has not moved", () => {
  const place = started();

  place.hide();
  canvas.top = 0;
  scrolled?.({ target: page });
  canvas.top = 90;

  assert.equal(place.note(canvas as never).down, 0);
});

test("what scrolls elsewhere does not matter", () => {
  const place = started();

  canvas.top = 40;
  scrolled?.({ target: footer });
  scrolled?.({ target: canvas });

  assert.equal(place.note(canvas as never).down, 40);
});

test("nothing is watched any more in the end", () => {
  const place = started();

  place.stop();

  assert.equal(watched.size + listed.size, 0);
  assert.equal(scrolled, undefined);
});
