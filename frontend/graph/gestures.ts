// Panning, wheel and pinch on the canvas. Clicks pass through, unless the pointer moved.

import { dragThreshold, wheelSpeed } from "./geometry";
import type { Viewport } from "./viewport";

interface Pointer {
  x: number;
  y: number;
}

export class Gestures {
  private readonly pointers = new Map<number, Pointer>();
  private readonly canvas: HTMLElement;
  private readonly viewport: Viewport;
  private readonly onMove: () => void;
  private travelled = 0;

  constructor(canvas: HTMLElement, viewport: Viewport, onMove: () => void) {
    this.canvas = canvas;
    this.viewport = viewport;
    this.onMove = onMove;
    canvas.addEventListener("wheel", this.wheel, { passive: false });
    canvas.addEventListener("pointerdown", this.down);
    canvas.addEventListener("pointermove", this.move);
    canvas.addEventListener("pointerup", this.up);
    canvas.addEventListener("pointercancel", this.up);
    canvas.addEventListener("click", this.click, { capture: true });
  }

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    this.onMove();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.shiftKey && !event.ctrlKey) {
      this.viewport.panBy(-(event.deltaX || event.deltaY) * lines, 0);
      return;
    }
    const speed = event.ctrlKey ? 6 * wheelSpeed : wheelSpeed;
    const bounds = this.canvas.getBoundingClientRect();
    const factor = Math.exp(-event.deltaY * lines * speed);
    this.viewport.zoomAt(event.clientX - bounds.left, event.clientY - bounds.top, factor);
  };

  private readonly down = (event: PointerEvent): void => {
    if (event.button !== 0 || isControl(event)) {
      return;
    }
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.travelled = this.pointers.size > 1 ? dragThreshold : 0;
  };

  private readonly move = (event: PointerEvent): void => {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) {
      return;
    }
    const dx = event.clientX - pointer.x;
    const dy = event.clientY - pointer.y;
    if (this.travelled < dragThreshold) {
      if (Math.hypot(dx, dy) < dragThreshold) {
        return;
      }
      this.travelled = dragThreshold;
      this.canvas.setPointerCapture(event.pointerId);
      this.canvas.classList.add("panning");
    }
    this.onMove();
    const other = this.otherThan(event.pointerId);
    if (other) {
      this.pinch(pointer, other, event);
    } else {
      this.viewport.panBy(dx, dy);
    }
    pointer.x = event.clientX;
    pointer.y = event.clientY;
  };

  private pinch(moved: Pointer, still: Pointer, event: PointerEvent): void {
    const before = Math.hypot(moved.x - still.x, moved.y - still.y);
    const after = Math.hypot(event.clientX - still.x, event.clientY - still.y);
    const bounds = this.canvas.getBoundingClientRect();
    const middleX = (event.clientX + still.x) / 2 - bounds.left;
    const middleY = (event.clientY + still.y) / 2 - bounds.top;
    this.viewport.panBy((event.clientX - moved.x) / 2, (event.clientY - moved.y) / 2);
    if (before > 0) {
      this.viewport.zoomAt(middleX, middleY, after / before);
    }
  }

  private otherThan(id: number): Pointer | undefined {
    for (const [other, pointer] of this.pointers) {
      if (other !== id) {
        return pointer;
      }
    }
    return undefined;
  }

  private readonly up = (event: PointerEvent): void => {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) {
      this.canvas.classList.remove("panning");
    }
  };

  private readonly click = (event: MouseEvent): void => {
    if (this.travelled >= dragThreshold && event.detail > 0) {
      event.stopPropagation();
      event.preventDefault();
    }
    this.travelled = 0;
  };
}

function isControl(event: Event): boolean {
  return event.target instanceof Element && event.target.closest(".pw-graph-controls") !== null;
}
