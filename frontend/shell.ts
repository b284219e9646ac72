// Keys that act on every page, and what this browser remembers of its user's wishes.

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
  return document.querySelector("vaadin-dialog[opened], vaadin-confirm-dialog[opened], vaadin-popover[opened]") !== null;
}

const buttons: Record<string, string> = { "?": "pw-help", w: "pw-band" };

function onKey(event: KeyboardEvent): void {
  const id = buttons[event.key];
  if (!id || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event) || isDialogOpen()) {
    return;
  }
  if (event.key !== "?" && !letterKeysEnabled()) {
    return;
  }
  event.preventDefault();
  document.getElementById(id)?.click();
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

// Items of menus say that they are not selected, which ARIA knows of options only.
new MutationObserver((records) => {
  for (const { target } of records) {
    if (target instanceof HTMLElement && /^VAADIN-(CONTEXT-MENU|MENU-BAR)-ITEM$/.test(target.tagName)) {
      target.removeAttribute("aria-selected");
    }
  }
}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-selected"] });

window.pinwheelLetterKeys = setLetterKeys;
applyLetterKeys();
document.addEventListener("keydown", onKey);
