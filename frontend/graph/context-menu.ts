// The menu of a node: Open, Re-run…, Copy id. Keyboard and focus as the menu pattern of WAI-ARIA wants them.

import { html, render } from "lit";
import { icon, type IconName } from "../icons";

export interface MenuItem {
  readonly icon: IconName;
  readonly text: string;
  readonly key?: string;
  readonly act: () => void;
}

let close: (() => void) | undefined;

/** Opens the menu at a point of the window; the focus returns to the element when it closes. */
export function openMenu(label: string, items: readonly MenuItem[], at: { x: number; y: number }, origin: HTMLElement): void {
  close?.();
  const host = document.createElement("div");
  host.className = "pw-menu pw-graph-menu";
  host.popover = "manual";
  host.setAttribute("role", "menu");
  host.setAttribute("aria-label", label);
  (origin.closest("main") ?? document.body).append(host);
  render(items.map(itemView), host);
  host.showPopover();
  place(host, at);

  const buttons = [...host.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const shut = (refocus: boolean): void => {
    close = undefined;
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("blur", leave);
    host.remove();
    if (refocus) {
      origin.focus({ preventScroll: true });
    }
  };
  const outside = (event: Event): void => {
    if (!host.contains(event.target as Node)) {
      shut(false);
    }
  };
  const leave = (): void => shut(false);
  close = () => shut(false);
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("blur", leave);
  host.addEventListener("contextmenu", (event) => event.preventDefault());
  host.addEventListener("click", (event) => {
    const index = buttons.indexOf((event.target as Element).closest<HTMLElement>("[role=menuitem]")!);
    if (index >= 0) {
      shut(true);
      items[index]!.act();
    }
  });
  host.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      shut(true);
      return;
    }
    const to = target(event.key, buttons.indexOf(document.activeElement as HTMLElement), buttons.length);
    if (to !== undefined) {
      event.preventDefault();
      buttons[to]?.focus();
    }
  });
  buttons[0]?.focus();
}

function itemView(item: MenuItem): unknown {
  return html`<button role="menuitem" tabindex="-1">${icon(item.icon)}<span>${item.text}</span>${item.key ? html`<kbd>${item.key}</kbd>` : ""}</button>`;
}

function target(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function place(host: HTMLElement, at: { x: number; y: number }): void {
  const { width, height } = host.getBoundingClientRect();
  host.style.left = `${Math.max(0, Math.min(at.x, window.innerWidth - width))}px`;
  host.style.top = `${Math.max(0, Math.min(at.y, window.innerHeight - height))}px`;
}
