// While the server does not answer: a banner with the time since when, frozen clocks, and actions that do nothing. Drawn by the browser alone.

import { ConnectionState, type ConnectionStateStore } from "@vaadin/common-frontend";
import { controls, isRefused } from "./refused-input";
import { freezeClocks } from "./ticker";

/** A page that is being left, or a shorter interruption, is not reported. */
const toleratedMillis = 1_500;

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

let since = 0;
let disabled: Element[] = [];
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
    disabled.filter((control) => !control.hasAttribute("disabled")).forEach((control) => control.removeAttribute("aria-disabled"));
    disabled = [];
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
  line.textContent = `Not connected since ${clock.format(since)}. Reconnecting… Until then, nothing can be done here, and what you see may be out of date.`;
  document.body.prepend(line);
  document.documentElement.setAttribute("data-disconnected", "");
  disabled = [...document.querySelectorAll(`:is(${controls}, a[href]):not([aria-disabled=true])`)];
  disabled.forEach((control) => control.setAttribute("aria-disabled", "true"));
  freezeClocks(true);
}

function refuse(event: Event): void {
  if (!banner()) {
    return;
  }
  const path = event.composedPath().filter((target) => target instanceof Element);
  const { key, ctrlKey, metaKey, altKey } = event as KeyboardEvent;
  const over = document.querySelector("dialog[open], vaadin-dialog[opened], vaadin-popover[opened], [popover]:popover-open") !== null;
  if (isRefused({ type: event.type, key, ctrlKey, metaKey, altKey, over, path })) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

for (const type of ["click", "dblclick", "pointerdown", "mousedown", "keydown", "contextmenu", "beforeinput"]) {
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
