// What a key does on the button of a row that opens.

/** The button that gets the focus, by its position; or a click on the one that has it. */
export type DisclosureAct = { readonly focus: number } | "click" | "nothing";

/**
 * What a key does; undefined when it is none of a row's keys. At the first and the last row, and on one that is open or
 * closed already, it does nothing, but is a row's key all the same: the page does not scroll.
 *
 * @param at the position of the button among all, from 0
 */
export function disclosureAct(key: string, at: number, count: number, open: boolean): DisclosureAct | undefined {
  const focus = (position: number): DisclosureAct =>
    position >= 0 && position < count ? { focus: position } : "nothing";
  switch (key) {
    case "ArrowDown":
      return focus(at + 1);
    case "ArrowUp":
      return focus(at - 1);
    case "Home":
      return focus(0);
    case "End":
      return focus(count - 1);
    case "ArrowRight":
      return open ? "nothing" : "click";
    case "ArrowLeft":
      return open ? "click" : "nothing";
    default:
      return undefined;
  }
}
