// Rows that open (.pw-disclosure in a list): a click anywhere on the line of a row is a click on its button, and arrows walk from row to row, open and close them.

import { disclosureAct } from "./disclosure-keys";

const interactive = "a, button, input, vaadin-button, [role=button]";

function watchDisclosures(list: HTMLElement): void {
  if (list.dataset["disclosures"]) {
    return;
  }
  list.dataset["disclosures"] = "watched";
  list.addEventListener("click", (event) => {
    const target = event.target as Element;
    const line = target.closest(".pw-workflow-line");
    if (line && !target.closest(interactive) && !getSelection()?.toString()) {
      line.querySelector<HTMLElement>(".pw-disclosure")?.click();
    }
  });
  list.addEventListener("keydown", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".pw-disclosure");
    if (!button || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
      return;
    }
    const all = [...list.querySelectorAll<HTMLElement>(".pw-disclosure")];
    const open = button.getAttribute("aria-expanded") === "true";
    const act = disclosureAct(event.key, all.indexOf(button), all.length, open);
    if (act === undefined) {
      return;
    }
    event.preventDefault();
    if (act === "click") {
      button.click();
    } else if (act !== "nothing") {
      all[act.focus]?.focus();
    }
  });
}

declare global {
  interface Window {
    pinwheelDisclosureRows: (list: HTMLElement) => void;
  }
}

window.pinwheelDisclosureRows = watchDisclosures;
