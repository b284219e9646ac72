// <pw-clock since="millis" mode="elapsed|relative">: a time that ticks in the browser.

import { formatAbsolute, formatRelative, formatTicking } from "./duration";
import { clockNow, everySecond } from "./ticker";

class LiveClock extends HTMLElement {
  static observedAttributes = ["since", "mode"];

  private stop: (() => void) | undefined;

  connectedCallback(): void {
    this.stop = everySecond((now) => this.show(now));
    this.show(clockNow());
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  attributeChangedCallback(): void {
    this.show(clockNow());
  }

  private show(now: number): void {
    const since = Number(this.getAttribute("since"));
    const text = this.getAttribute("mode") === "relative" ? formatRelative(since, now) : formatTicking(now - since);
    if (this.textContent !== text) {
      this.textContent = text;
    }
    this.title = formatAbsolute(since);
  }
}

customElements.define("pw-clock", LiveClock);
