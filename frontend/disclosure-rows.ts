// Rows that open (.pw-disclosure in a list): a click anywhere on the line of a row is a click on its button, and arrows walk from row to row, open and close them.

export {};

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
    const act = action(event.key, button, all);
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

function action(key: string, button: HTMLElement, all: readonly HTMLElement[]): (() => void) | undefined {
  const at = all.indexOf(button);
  const open = button.getAttribute("aria-expanded") === "true";
  switch (key) {
    case "ArrowDown":
      return () => all[at + 1]?.focus();
    case "ArrowUp":
      return () => all[at - 1]?.focus();
    case "Home":
      return () => all[0]?.focus();
    case "End":
      return () => all.at(-1)?.focus();
    case "ArrowRight":
      return () => (open ? undefined : button.click());
    case "ArrowLeft":
      return () => (open ? button.click() : undefined);
    default:
      return undefined;
  }
}

declare global {
  interface Window {
    pinwheelDisclosureRows: (list: HTMLElement) => void;
  }
}

window.pinwheelDisclosureRows = watchDisclosures;
