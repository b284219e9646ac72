// <pw-panel-focus>: when the focused element in the panel disappears, because it led to another step or attempt, the panel takes the focus, so that its new name is announced.

class PanelFocus extends HTMLElement {
  private last: HTMLElement | null = null;
  private readonly observer = new MutationObserver(() => requestAnimationFrame(this.keep));

  connectedCallback(): void {
    this.hidden = true;
    this.panel.tabIndex = -1;
    this.panel.addEventListener("focusin", this.remember);
    document.addEventListener("focusin", this.forget);
    document.addEventListener("pointerdown", this.forget);
    this.observer.observe(this.panel, { attributeFilter: ["hidden"], childList: true, subtree: true });
  }

  disconnectedCallback(): void {
    this.observer.disconnect();
    document.removeEventListener("focusin", this.forget);
    document.removeEventListener("pointerdown", this.forget);
  }

  private get panel(): HTMLElement {
    return this.parentElement as HTMLElement;
  }

  private readonly remember = (event: FocusEvent): void => {
    this.last = event.target as HTMLElement;
  };

  /** The focus left the panel. */
  private readonly forget = (event: Event): void => {
    if (!event.composedPath().includes(this.panel)) {
      this.last = null;
    }
  };

  private readonly keep = (): void => {
    const focused = document.activeElement;
    // An element that has just been hidden keeps the focus until the next frame.
    const nothing = focused === null || focused === document.body || focused === this.last;
    if (nothing && this.last !== null && !this.last.checkVisibility() && this.panel?.checkVisibility()) {
      this.last = null;
      this.panel.focus({ preventScroll: true });
    }
  };
}

customElements.define("pw-panel-focus", PanelFocus);
