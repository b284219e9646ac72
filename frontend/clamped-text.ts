// <pw-clamped>: shows at most seven lines of the element in it, and a button for the rest where there is more.

class ClampedText extends HTMLElement {
  private readonly button = document.createElement("button");
  private readonly sizes = new ResizeObserver(() => this.measure());

  constructor() {
    super();
    this.button.type = "button";
    this.button.className = "pw-link";
    this.button.addEventListener("click", () => this.toggle());
  }

  connectedCallback(): void {
    this.toggle(false);
    // Behind the text, which the server's client adds in this turn.
    requestAnimationFrame(() => {
      this.append(this.button);
      this.sizes.observe(this);
    });
  }

  disconnectedCallback(): void {
    this.sizes.disconnect();
  }

  private toggle(all = !this.hasAttribute("data-all")): void {
    this.toggleAttribute("data-all", all);
    this.button.textContent = all ? "Show less" : "Show all";
    this.button.setAttribute("aria-expanded", String(all));
  }

  private measure(): void {
    const text = this.firstElementChild;
    if (text && text !== this.button && !this.hasAttribute("data-all")) {
      this.button.hidden = text.scrollHeight <= text.clientHeight + 1;
    }
  }
}

customElements.define("pw-clamped", ClampedText);
