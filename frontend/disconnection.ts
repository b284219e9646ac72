// While the server does not answer: a banner with the time since when, frozen clocks, and actions that do nothing. Drawn by the browser alone.

import { ConnectionState, type ConnectionStateStore } from "@vaadin/common-frontend";
import { freezeClocks } from "./ticker";

/** A page that is being left, or a shorter interruption, is not reported. */
const toleratedMillis = 1_500;

const acting = "vaadin-button, button, vaadin-menu-bar, vaadin-context-menu-item, input, [data-act], vaadin-select, vaadin-combo-box";
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

let since = 0;
let pending: number | undefined;

function lost(): void {
  if (pending === undefined && !banner()) {
    since = Date.now();
    pending = window.setTimeout(show, toleratedMillis);
  }
}

function back(): void {
  window.clearTimeout(pending);
  pending = undefined;
  if (banner()) {
    banner()?.remove();
    document.documentElement.removeAttribute("data-disconnected");
    freezeClocks(false);
  }
}

function banner(): Element | null {
  return document.getElementById("pw-disconnected");
}

function show(): void {
  pending = undefined;
  const line = document.createElement("div");
  line.id = "pw-disconnected";
  line.className = "pw-disconnected";
  line.setAttribute("role", "alert");
  line.textContent = `Not connected since ${clock.format(since)}. What you see may be out of date. Reconnecting…`;
  document.body.prepend(line);
  document.documentElement.setAttribute("data-disconnected", "");
  freezeClocks(true);
}

/** Reading, scrolling and selecting text go on; what would need the server does nothing. */
function refuse(event: Event): void {
  const acts = event.composedPath().some((target) => target instanceof Element && target.matches(acting));
  if (banner() && acts && !(event instanceof KeyboardEvent && event.key === "Tab")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

for (const type of ["click", "dblclick", "pointerdown", "mousedown", "keydown", "contextmenu"]) {
  window.addEventListener(type, refuse, { capture: true });
}

function changed(_before: ConnectionState, now: ConnectionState): void {
  if (now === ConnectionState.RECONNECTING || now === ConnectionState.CONNECTION_LOST) {
    lost();
  } else if (now === ConnectionState.CONNECTED) {
    back();
  }
}

(window as unknown as { Vaadin?: { connectionState?: ConnectionStateStore } }).Vaadin?.connectionState?.addStateChangeListener(changed);
