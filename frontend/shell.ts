// Shortcuts on every page, and preferences stored in this browser.

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
document.addEventListener("keydown", onKey);
