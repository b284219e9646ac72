// Wheel and pointer on a timeline: zooming, panning, and dragging over a stretch to zoom into it.

import type { Axis } from "./axis";

const leastDrag = 6;
const wheelZoom = 0.002;

/** A stretch of the plot that is being dragged over, in pixels. */
export interface Drag {
  readonly from: number;
  readonly to: number;
}

/** What a timeline offers to its pointer. */
export interface PointerHost {
  readonly axis: Axis;
  /** Where the plot begins on the screen, in pixels from the left. */
  readonly plotLeft: number;
  move(axis: Axis): void;
  showDrag(drag: Drag | undefined): void;
}

/** Two fingers: the middle between them on the axis, and how far they are apart, in pixels. */
interface Fingers {
  readonly middle: number;
  readonly apart: number;
}

export class TimePointer {
  private readonly host: PointerHost;
  private pinch: Fingers | undefined;

  constructor(host: PointerHost) {
    this.host = host;
  }

  /** Over the rows: with Ctrl, Alt or Meta it zooms, sideways it pans, else the rows scroll. */
  readonly onWheel = (event: WheelEvent): void => {
    const x = this.placeOf(event);
    if (x === undefined) {
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) {
      this.zoom(event, x);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.host.move(this.host.axis.panned(event.deltaX || event.deltaY));
    }
  };

  /** Over the axis it always zooms. */
  readonly onAxisWheel = (event: WheelEvent): void => {
    const x = this.placeOf(event);
    if (x !== undefined) {
      this.zoom(event, x);
    }
  };

  readonly onPointerDown = (event: PointerEvent): void => {
    const from = this.placeOf(event);
    if (from === undefined || event.button !== 0 || event.pointerType === "touch") {
      return;
    }
    let drag: Drag | undefined;
    const gesture = new AbortController();
    const show = (next: Drag | undefined): void => {
      drag = next;
      this.host.showDrag(drag);
    };
    const moved = (move: PointerEvent): void => {
      const to = Math.max(0, this.placeOf(move) ?? 0);
      show(Math.abs(to - from) >= leastDrag ? { from, to } : undefined);
    };
    const released = (): void => {
      gesture.abort();
      if (drag) {
        swallowClick();
        const { axis } = this.host;
        this.host.move(
          axis.showing({ from: axis.at(Math.min(drag.from, drag.to)), to: axis.at(Math.max(drag.from, drag.to)) }),
        );
        show(undefined);
      }
    };
    const cancelled = (): void => {
      gesture.abort();
      show(undefined);
    };
    window.addEventListener("pointermove", moved, { signal: gesture.signal });
    window.addEventListener("pointerup", released, { signal: gesture.signal });
    window.addEventListener("pointercancel", cancelled, { signal: gesture.signal });
  };

  /** Two fingers zoom; one scrolls. */
  readonly onTouchStart = (event: TouchEvent): void => {
    this.pinch = this.fingersOf(event);
    if (this.pinch) {
      event.preventDefault();
    }
  };

  readonly onTouchMove = (event: TouchEvent): void => {
    const before = this.pinch;
    const now = this.fingersOf(event);
    if (before && now) {
      event.preventDefault();
      this.host.move(this.host.axis.zoomed(now.apart / before.apart, before.middle).panned(before.middle - now.middle));
      this.pinch = now;
    }
  };

  readonly onTouchEnd = (event: TouchEvent): void => {
    this.pinch = this.fingersOf(event);
  };

  private fingersOf(event: TouchEvent): Fingers | undefined {
    // Others may rest elsewhere on the page.
    const here = [...event.touches].filter((touch) => (event.currentTarget as Node | null)?.contains(touch.target as Node) ?? true);
    const [one, other] = here;
    if (!one || !other || here.length > 2) {
      return undefined;
    }
    const middle = Math.max(0, (one.clientX + other.clientX) / 2 - this.host.plotLeft);
    return { middle, apart: Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)) };
  }

  private zoom(event: WheelEvent, x: number): void {
    event.preventDefault();
    this.host.move(this.host.axis.zoomed(Math.exp(-event.deltaY * wheelZoom), x));
  }

  /** Where the pointer is on the axis; undefined beside it. */
  private placeOf(event: MouseEvent): number | undefined {
    const x = event.clientX - this.host.plotLeft;
    return x < 0 ? undefined : x;
  }
}

/** The click that ends a drag opens no step; one that comes later is meant. */
function swallowClick(): void {
  const swallow = (click: Event): void => click.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
}
