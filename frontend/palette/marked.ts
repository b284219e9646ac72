// What was typed, marked where it stands in a text.

import { html, type TemplateResult } from "lit";
import { pieces } from "./matches";

/** The text with each typed word marked, ignoring case. */
export function marked(text: string, typed: string): (string | TemplateResult)[] {
  return pieces(text, typed).map((piece) => (piece.typed ? html`<mark>${piece.text}</mark>` : piece.text));
}
