// <pw-line-difference>: a call of two runs side by side, its arguments and its outcome line by line. Lines that differ lie on paper-2 and carry a sign. It draws into the light DOM; its styles are in studio-themes/compare.css.

import { html, LitElement, nothing, type TemplateResult } from "lit";

interface Side {
  readonly id: string;
  readonly link: string;
  readonly facts: string;
}

interface Row {
  readonly before?: string;
  readonly after?: string;
  readonly skipped?: string;
}

interface Section {
  readonly title: string;
  readonly same: boolean;
  readonly rows: readonly Row[];
}

interface Lines {
  readonly key: string;
  readonly target: string;
  readonly arguments: string;
  readonly before?: Side;
  readonly after?: Side;
  readonly sections: readonly Section[];
}

export class LineDifference extends LitElement {
  private lines: Lines | null = null;

  show(lines: Lines | null): void {
    const other = this.lines !== null && lines !== null && this.lines.key !== lines.key;
    this.lines = lines;
    this.requestUpdate();
    if (other) {
      void this.updateComplete.then(() => this.bringIntoSight());
    }
  }

  /** Another call was chosen: from its beginning, also where the lines stand below the list. */
  private bringIntoSight(): void {
    this.querySelector(".pw-lines")?.scrollTo(0, 0);
    const { top } = this.getBoundingClientRect();
    if (top < 0 || top > window.innerHeight / 2) {
      this.scrollIntoView({ block: "start" });
    }
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const lines = this.lines;
    if (!lines) {
      return nothing;
    }
    const name = `${lines.target}, line by line`;
    return html`<section class="pw-lines" aria-label=${name} tabindex="0" data-testid="compare-lines">
      <h3 class="pw-lines-title"><span class="pw-lines-target">${lines.target}</span> <span>${lines.arguments}</span></h3>
      <div class="pw-lines-heads">${head(lines.before, "Not called in the older one")}${head(lines.after, "Not called in the newer one")}</div>
      ${lines.sections.map(section)}
    </section>`;
  }
}

function head(side: Side | undefined, absent: string): TemplateResult {
  return side
    ? html`<div class="pw-lines-head"><a class="pw-link" href=${side.link} router-ignore>${side.id}</a> <span>${side.facts}</span></div>`
    : html`<div class="pw-lines-head"><span>${absent}</span></div>`;
}

function section({ title, same, rows }: Section): TemplateResult | typeof nothing {
  if (rows.length === 0) {
    return nothing;
  }
  return html`<table class="pw-lines-table">
    <caption>
      ${title}${same ? html`<span> · the same</span>` : nothing}
    </caption>
    <tbody>
      ${rows.map(rowView)}
    </tbody>
  </table>`;
}

function rowView(row: Row): TemplateResult {
  if (row.skipped !== undefined) {
    return html`<tr class="pw-lines-skipped">
      <td colspan="2">… ${row.skipped}</td>
    </tr>`;
  }
  const same = row.before === row.after;
  return html`<tr>
    ${cell(row.before, same ? "" : "−")}${cell(row.after, same ? "" : "+")}
  </tr>`;
}

function cell(line: string | undefined, sign: string): TemplateResult {
  if (line === undefined) {
    return html`<td data-absent></td>`;
  }
  return sign === ""
    ? html`<td>${line}</td>`
    : html`<td data-sign=${sign}><span class="pw-lines-word">${sign === "+" ? "newer: " : "older: "}</span>${line}</td>`;
}

customElements.define("pw-line-difference", LineDifference);
