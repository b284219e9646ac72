// What does nothing while the server does not answer: whatever would ask it.

/** An input event, and what it goes through, innermost first. */
export interface Input {
  readonly type: string;
  readonly key?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly path: readonly { matches(selectors: string): boolean }[];
}

export const controls =
  "vaadin-button, button, vaadin-menu-bar, vaadin-context-menu-item, input, textarea, select, [data-act], vaadin-select, vaadin-combo-box, vaadin-tab, summary";

/** Pressing on these scrolls, pans or selects text; only a click asks for something. */
const opening = "a[href], vaadin-grid, pw-run-graph, pw-run-timeline, pw-run-histogram, pw-trend, pw-difference-list, pw-palette";

const reading = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "PageUp", "PageDown", "Home", "End"]);

/** Reading, scrolling, selecting and copying text go on. */
export function isRefused(input: Input): boolean {
  if (input.type === "keydown") {
    return !isReading(input);
  }
  const refused = input.type === "pointerdown" || input.type === "mousedown" ? controls : `${controls}, ${opening}`;
  return input.path.some((element) => element.matches(refused));
}

function isReading(input: Input): boolean {
  const key = input.key ?? "";
  if (input.ctrlKey || input.metaKey || input.altKey) {
    return key.toLowerCase() !== "k" && key !== "Enter";
  }
  return reading.has(key) || key.startsWith("Arrow") || /^F\d+$/.test(key);
}
