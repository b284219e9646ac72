// What was typed, marked where it stands in a text.

import { html, type TemplateResult } from "lit";

/** The text with each typed word marked, ignoring case. */
export function marked(text: string, typed: string): (string | TemplateResult)[] {
  const words = typed
    .split(/[\s/]+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) {
    return [text];
  }
  // With a group, every other part is a match.
  return text
    .split(new RegExp(`(${words.join("|")})`, "gi"))
    .map((part, index) => (index % 2 === 1 ? html`<mark>${part}</mark>` : part));
}
