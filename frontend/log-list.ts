// <pw-log-list>: log messages that the server sends page by page. Light DOM, so that the style sheets of the Studio
// apply. Asks for more with "more-before" and "more-after" when an end comes near.

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

/** A stretch of plain text, or a template value with its name. */
interface Part {
  readonly text: string;
  readonly name?: string;
}

interface Row {
  readonly id: string;
  readonly time: string;
  readonly level: string;
  /** "R7K2:3", and the name of its target. */
  readonly step: string;
  readonly target: string;
  readonly stepHref: string;
  readonly href: string;
  readonly parts: readonly Part[];
}

const NEAR = 240;
const at = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hour12: false,
});
const exactly = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

class LogList extends LitElement {
  static override properties = {
    kept: { type: Number },
    wrap: { type: Boolean },
    follow: { type: Boolean },
    steps: { type: Boolean },
    line: { type: String },
    rows: { state: true },
  };

  /** How many lines are kept; the server counts on it when it is asked for more. */
  declare kept: number;
  declare wrap: boolean;
  declare follow: boolean;
  /** Whether each line says which step it comes from. */
  declare steps: boolean;
  /** The id of the line that the address points to. */
  declare line: string;
  private declare rows: readonly Row[];

  private moreBefore = false;
  private moreAfter = false;
  private asked = false;

  constructor() {
    super();
    this.kept = Infinity;
    this.wrap = false;
    this.follow = false;
    this.steps = true;
    this.line = "";
    this.rows = [];
  }

  /** Replaces all rows; the flags tell whether there are more before and after them. */
  replaceRows(rows: Row[], before: boolean, after: boolean): void {
    this.rows = rows;
    this.moreBefore = before;
    this.moreAfter = after;
    this.asked = false;
    void this.updateComplete.then(() => this.settle());
  }

  appendRows(rows: Row[], after: boolean): void {
    const all = [...this.rows, ...rows];
    this.moreBefore ||= all.length > this.kept;
    this.rows = all.slice(-this.kept);
    this.moreAfter = after;
    this.asked = false;
    void this.updateComplete.then(() => this.follow && this.toEnd());
  }

  prependRows(rows: Row[], before: boolean): void {
    const fromEnd = this.scrollHeight - this.scrollTop;
    const all = [...rows, ...this.rows];
    this.moreAfter ||= all.length > this.kept;
    this.rows = all.slice(0, this.kept);
    this.moreBefore = before;
    this.asked = false;
    void this.updateComplete.then(() => (this.scrollTop = this.scrollHeight - fromEnd));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.classList.add("pw-logs");
    this.tabIndex = 0;
    this.setAttribute("role", "log");
    this.addEventListener("scroll", this.scrolled, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("scroll", this.scrolled);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    this.toggleAttribute("data-wrap", this.wrap);
  }

  protected override render(): TemplateResult {
    return html`${repeat(
      this.rows,
      (row) => row.id,
      (row) => this.lineOf(row),
    )}`;
  }

  private lineOf(row: Row): TemplateResult {
    const when = new Date(row.time);
    return html`<div class="pw-log" id="line-${row.id}" data-level=${row.level} ?data-here=${row.id === this.line}>
      <a class="pw-log-time" href=${row.href} router-ignore title="${exactly.format(when)}: link to this line"
        @click=${(e: MouseEvent) => this.point(e, row)}><time datetime=${row.time}>${at.format(when)}</time></a
      ><span class="pw-log-level">${row.level}</span
      >${this.steps
        ? html`<a class="pw-log-step" href=${row.stepHref} router-ignore title=${row.step}
            @click=${(e: MouseEvent) => this.openStep(e, row)}>${row.target}</a>`
        : nothing}<span class="pw-log-text">${row.parts.map((part) =>
        part.name === undefined
          ? part.text
          : html`<span class="pw-chip" data-kind="value" title=${part.name}>${part.text}</span>`,
      )}</span>
    </div>`;
  }

  private point(event: MouseEvent, row: Row): void {
    if (plain(event)) {
      event.preventDefault();
      this.line = row.id;
      this.dispatchEvent(new CustomEvent("line-chosen", { detail: { id: row.id } }));
    }
  }

  private openStep(event: MouseEvent, row: Row): void {
    if (plain(event)) {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("step-chosen", { detail: { step: row.step } }));
    }
  }

  private readonly scrolled = (): void => {
    if (!this.asked && this.moreBefore && this.scrollTop < NEAR) {
      this.ask("more-before", this.rows[0]);
    } else if (!this.asked && this.moreAfter && this.scrollHeight - this.scrollTop - this.clientHeight < NEAR) {
      this.ask("more-after", this.rows[this.rows.length - 1]);
    }
  };

  private ask(what: string, row: Row | undefined): void {
    if (row) {
      this.asked = true;
      this.dispatchEvent(new CustomEvent(what, { detail: { id: row.id } }));
    }
  }

  private settle(): void {
    if (this.follow) {
      this.toEnd();
    } else if (this.line) {
      this.querySelector(`#line-${CSS.escape(this.line)}`)?.scrollIntoView({ block: "center" });
    } else {
      this.scrollTop = 0;
    }
    this.scrolled();
  }

  private toEnd(): void {
    this.scrollTop = this.scrollHeight;
  }
}

const plain = (event: MouseEvent): boolean => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;

customElements.define("pw-log-list", LogList);
