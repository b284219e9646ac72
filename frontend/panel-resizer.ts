// <pw-panel-resizer>: the edge of the step panel. Dragging it, or the arrow keys on it, changes the panel's width, which
// the browser remembers.

const REMEMBERED = "pinwheel.panel-width";
const STEP = 24;

class PanelResizer extends HTMLElement {
  connectedCallback(): void {
    this.className = "pw-panel-resizer";
    this.tabIndex = 0;
    this.setAttribute("role", "separator");
    this.setAttribute("aria-orientation", "vertical");
    this.setAttribute("aria-label", "Width of the panel");
    this.addEventListener("pointerdown", this.grab);
    this.addEventListener("keydown", this.pressed);
    this.addEventListener("dblclick", this.reset);
    const width = Number(localStorage.getItem(REMEMBERED));
    if (width > 0) {
      this.apply(width);
    } else {
      this.tell();
    }
  }

  disconnectedCallback(): void {
    this.removeEventListener("pointerdown", this.grab);
    this.removeEventListener("keydown", this.pressed);
    this.removeEventListener("dblclick", this.reset);
  }

  private get panel(): HTMLElement {
    return this.parentElement as HTMLElement;
  }

  private readonly grab = (event: PointerEvent): void => {
    event.preventDefault();
    const right = this.panel.getBoundingClientRect().right;
    this.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => this.resize(right - moved.clientX);
    this.addEventListener("pointermove", move);
    this.addEventListener("lostpointercapture", () => this.removeEventListener("pointermove", move), { once: true });
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const direction = event.key === "ArrowLeft" ? 1 : event.key === "ArrowRight" ? -1 : 0;
    if (direction !== 0) {
      event.preventDefault();
      event.stopPropagation();
      this.resize(this.panel.offsetWidth + direction * STEP);
    }
  };

  private readonly reset = (): void => {
    localStorage.removeItem(REMEMBERED);
    this.panel.style.removeProperty("width");
    this.tell();
  };

  /** The style sheet keeps the width between its bounds. */
  private resize(width: number): void {
    this.apply(width);
    localStorage.setItem(REMEMBERED, String(this.panel.offsetWidth));
  }

  private apply(width: number): void {
    this.panel.style.width = `${Math.round(width)}px`;
    this.tell();
  }

  private tell(): void {
    this.setAttribute("aria-valuenow", String(this.panel.offsetWidth));
  }
}

customElements.define("pw-panel-resizer", PanelResizer);
