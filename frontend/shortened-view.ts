// A text that loses its middle where there is too little room.

import { html, type TemplateResult } from "lit";
import { split } from "./shortened-text";

/** The content of an element of class pw-shortened. */
export function shortened(text: string): TemplateResult {
  const [head, tail] = split(text);
  return html`<span>${head}</span><span>${tail}</span>`;
}
