// <pw-mark>: the pinwheel, four vanes and a pin. It turns while the attribute "running" is set.

const vane = '<path d="M12 12C10.6 8.4 10.4 4.6 12 1.5c4.6 1 6.6 5.4 0 10.5Z"/>';
const turns = [0, 90, 180, 270].map((turn) => `<g transform="rotate(${turn} 12 12)">${vane}</g>`).join("");

class Mark extends HTMLElement {
  connectedCallback(): void {
    if (this.firstElementChild) {
      return;
    }
    this.innerHTML = `<svg class="pw-mark" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"
      ><g class="pw-mark-vanes">${turns}</g><circle class="pw-mark-pin" cx="12" cy="12" r="2"/></svg>`;
  }
}

customElements.define("pw-mark", Mark);
