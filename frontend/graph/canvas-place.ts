// Where the canvas of a graph is on the screen. In a low window the page scrolls as a whole: there, lines above the canvas move it without
// changing its size, and scrolling moves it on purpose.

/** What has happened since the place was asked for last. */
export interface PlaceChange {
  /** How far the canvas has gone down, other than by scrolling, in pixels. */
  readonly down: number;
  readonly sameWidth: boolean;
  readonly sameHeight: boolean;
}

export class CanvasPlace {
  private canvas: HTMLElement | undefined;
  /** Unknown while the canvas is not to be seen. */
  private top: number | undefined;
  private width = 0;
  private height = 0;
  private readonly sizes: ResizeObserver;
  private readonly siblings: MutationObserver;

  /** @param changed called when the place may be another one */
  constructor(changed: () => void) {
    this.sizes = new ResizeObserver(changed);
    this.siblings = new MutationObserver(() => this.observe());
  }

  start(canvas: HTMLElement): void {
    this.stop();
    this.canvas = canvas;
    document.addEventListener("scroll", this.scrolled, { capture: true, passive: true });
    this.observe();
  }

  stop(): void {
    document.removeEventListener("scroll", this.scrolled, { capture: true });
    this.sizes.disconnect();
    this.siblings.disconnect();
    this.canvas = undefined;
  }

  /** Notes where the canvas is now. */
  note(canvas: HTMLElement): PlaceChange {
    const { top, width, height } = canvas.getBoundingClientRect();
    const change = { down: top - (this.top ?? top), sameWidth: width === this.width, sameHeight: height === this.height };
    this.top = top;
    this.width = width;
    this.height = height;
    return change;
  }

  /** Another view is shown instead. */
  hide(): void {
    this.top = undefined;
  }

  /** The canvas, and all that stands before it on the page. */
  private observe(): void {
    this.sizes.disconnect();
    this.siblings.disconnect();
    let at: Element | null | undefined = this.canvas;
    if (at) {
      this.sizes.observe(at);
    }
    while (at?.parentElement && at.localName !== "main") {
      this.siblings.observe(at.parentElement, { childList: true });
      for (let before = at.previousElementSibling; before; before = before.previousElementSibling) {
        this.sizes.observe(before);
      }
      at = at.parentElement;
    }
  }

  private readonly scrolled = (event: Event): void => {
    const { canvas } = this;
    if (canvas && this.top !== undefined && event.target !== canvas && (event.target as Node).contains(canvas)) {
      this.top = canvas.getBoundingClientRect().top;
    }
  };
}
