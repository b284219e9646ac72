// What a click is for when the graph moves under the pointer.

/**
 * Remembers where the pointer was pressed. If a node moves away before the release, the browser reports the click for
 * what contains both places, and the press decides.
 */
export class Press {
  private pressed: Element | undefined;

  down(target: Element): void {
    this.pressed = target;
  }

  /** What was clicked. Clicks without a pointer have a detail of 0 and are for their target. */
  clicked(target: Element, detail: number, isNode: (element: Element) => boolean): Element {
    return detail > 0 && this.pressed && !isNode(target) ? this.pressed : target;
  }
}
