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

window.pinwheelLetterKeys = setLetterKeys;
applyLetterKeys();
document.addEventListener("keydown", onKey);
