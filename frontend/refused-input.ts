// What does nothing while the server does not answer: whatever would ask it.

/** An input event, and what it goes through, innermost first. */
export interface Input {
  readonly type: string;
  readonly key?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  /** Whether a dialog, a menu or the palette is open. */
  readonly over?: boolean;
  readonly path: readonly { matches(selectors: string): boolean }[];
}

/** A press on these acts, or is about to. */
export const controls =
  "vaadin-button, button, vaadin-menu-bar, vaadin-context-menu-item, [role=option], [data-act], select, input:not([type=text], [type=search]), vaadin-select, vaadin-combo-box, vaadin-multi-select-combo-box, vaadin-radio-group, vaadin-checkbox, vaadin-tab, pw-run-histogram";

/** Pressing on these scrolls, pans or selects text; only a click asks for something. */
const opening = "a[href], vaadin-grid, pw-run-graph, pw-run-timeline, pw-trend, pw-difference-list, pw-palette";

/** These close what is open in the browser alone. */
const closing = "[data-closes], .pw-palette-close";

/** In these, arrows choose. */
const choosing =
  "vaadin-radio-group, select, input:not([type=text], [type=search]), vaadin-select, vaadin-combo-box, vaadin-multi-select-combo-box, vaadin-tabs, vaadin-context-menu-list-box";

const reading = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "PageUp", "PageDown", "Home", "End"]);

/** Reading, scrolling, selecting and copying text go on, and what is open can be closed. */
export function isRefused(input: Input): boolean {
  const within = (selectors: string): boolean => input.path.some((element) => element.matches(selectors));
  switch (input.type) {
    case "beforeinput":
      return true;
    case "keydown":
      return !isReading(input) || (input.key!.startsWith("Arrow") && within(choosing));
    case "pointerdown":
    case "mousedown":
      return within(controls) && !within(closing);
    default:
      return within(`${controls}, ${opening}`) && !within(closing);
  }
}

function isReading(input: Input): boolean {
  const key = input.key ?? "";
  if (key === "Escape") {
    return input.over === true;
  }
  if (input.ctrlKey || input.metaKey || input.altKey) {
    return key.toLowerCase() !== "k" && key !== "Enter";
  }
  return reading.has(key) || key.startsWith("Arrow") || /^F\d+$/.test(key);
}
