// Shortcuts on every page, and preferences stored in this browser.

import "./disconnection";

const letterKeysItem = "pinwheel.letterKeys";

function applyLetterKeys(): void {
  document.documentElement.toggleAttribute("data-no-letter-keys", localStorage.getItem(letterKeysItem) === "off");
}

/** Whether single letters may act; our own elements ask before they handle one. */
export function letterKeysEnabled(): boolean {
  return !document.documentElement.hasAttribute("data-no-letter-keys");
}

function setLetterKeys(enabled: boolean): void {
  localStorage.setItem(letterKeysItem, enabled ? "on" : "off");
  applyLetterKeys();
}

function isTyping(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some((target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)));
}

function isDialogOpen(): boolean {
  const open = "vaadin-dialog[opened], vaadin-confirm-dialog[opened], vaadin-popover[opened], dialog[open]";
  return document.querySelector(open) !== null;
}

const paletteButton = "pw-palette-button";
const isApple = /^(Mac|iPhone|iPad)/.test(navigator.platform);

/** The palette is loaded when it is opened for the first time. */
async function togglePalette(): Promise<void> {
  const palette = document.querySelector<HTMLElement & { open: () => Promise<void> }>("pw-palette");
  if (palette && (palette.querySelector("dialog[open]") || !isDialogOpen())) {
    await import("./command-palette");
    await palette.open();
  }
}

function onPaletteKey(event: KeyboardEvent): void {
  const modified = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (modified && event.key.toLowerCase() === "k" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    if (!event.repeat) {
      void togglePalette();
    }
  }
}

function onPaletteClick(event: MouseEvent): void {
  if (event.composedPath().some((target) => target instanceof HTMLElement && target.id === paletteButton)) {
    void togglePalette();
  }
}

const buttons: Record<string, string> = { "?": "pw-help", w: "pw-band" };

function onKey(event: KeyboardEvent): void {
  const digit = /^[1-9]$/.test(event.key) ? document.querySelector<HTMLElement>(`vaadin-tab[data-digit="${event.key}"]`) : null;
  const id = buttons[event.key];
  if ((!id && !digit) || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event) || isDialogOpen()) {
    return;
  }
  if (event.key !== "?" && !letterKeysEnabled()) {
    return;
  }
  event.preventDefault();
  (digit ?? document.getElementById(id!))?.click();
}

declare global {
  interface Window {
    pinwheelLetterKeys: (enabled: boolean) => void;
  }
}

// What it says belongs to no landmark, so it has to be known as a status.
void customElements.whenDefined("vaadin-connection-indicator").then(() => {
  document.querySelector("vaadin-connection-indicator")?.setAttribute("role", "status");
});

// Items of menus say that they are not selected, which ARIA defines for options only.
new MutationObserver((records) => {
  for (const { target } of records) {
    if (target instanceof HTMLElement && /^VAADIN-(CONTEXT-MENU|MENU-BAR)-ITEM$/.test(target.tagName)) {
      target.removeAttribute("aria-selected");
    }
  }
}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-selected"] });

// The list of a select has no name of its own; it is that of the field.
new MutationObserver((records) => {
  for (const { target } of records) {
    if (target instanceof HTMLElement && target.tagName === "VAADIN-SELECT") {
      const name = (target as HTMLElement & { accessibleName?: string; label?: string }).accessibleName ?? "";
      target.querySelector("vaadin-select-list-box")?.setAttribute("aria-label", name);
    }
  }
}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["opened"] });

window.pinwheelLetterKeys = setLetterKeys;
applyLetterKeys();
document.documentElement.toggleAttribute("data-apple", isApple);
document.addEventListener("keydown", onKey);
document.addEventListener("keydown", onPaletteKey);
document.addEventListener("click", onPaletteClick);
