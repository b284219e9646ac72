// <pw-log-list>: log messages that the server sends page by page. Light DOM, so that the style sheets of the Studio
// apply. Asks for more with "more-before" and "more-after" when an end comes near.

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { type Line, lineOf, type Part, type Piece } from "./logs/line";

interface Row {
  readonly id: string;
  readonly time: string;
  readonly level: string;
  /** "R7K2:3", the name of its target, and its arguments in one line. */
  readonly step: string;
  readonly target: string;
  readonly arguments: string;
  readonly stepHref: string;
  readonly href: string;
  readonly parts: readonly Part[];
}

/** The match that the user is at. */
interface MatchPosition {
  readonly id: string;
  /** Which one of its line, from 0. */
  readonly match: number;
}

const NEAR = 240;
/** After a page could not be read, in ms. */
const askAgain = 5_000;
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
    wanted: { type: String },
    columns: { type: Array },
    rows: { state: true },
    place: { state: true },
  };

  /** How many lines are kept; the server counts on it when it is asked for more. */
  declare kept: number;
  declare wrap: boolean;
  declare follow: boolean;
  /** Whether each line says which step it comes from. */
  declare steps: boolean;
  /** The id of the line that the address points to. */
  declare line: string;
  /** The text that is searched for; empty for none. */
  declare wanted: string;
  /** Names of template values that have a column. */
  declare columns: readonly string[];
  private declare rows: readonly Row[];
  private declare place: MatchPosition | undefined;

  private lines = new WeakMap<Row, Line>();
  private linesAreOf = "";
  private moreBefore = false;
  private moreAfter = false;
  private asked = false;
  /** Where the search goes on when rows that were asked for arrive. */
  private goesOn = 0;

  constructor() {
    super();
    this.kept = Infinity;
    this.wrap = false;
    this.follow = false;
    this.steps = true;
    this.line = "";
    this.wanted = "";
    this.columns = [];
    this.rows = [];
  }

  /** Replaces all rows; the flags tell whether there are more before and after them. */
  replaceRows(rows: Row[], before: boolean, after: boolean): void {
    this.rows = rows;
    this.place = undefined;
    this.moreBefore = before;
    this.moreAfter = after;
    this.asked = false;
    this.goesOn = 0;
    void this.updateComplete.then(() => this.settle());
  }

  appendRows(rows: Row[], after: boolean): void {
    const all = [...this.rows, ...rows];
    this.moreBefore ||= all.length > this.kept;
    this.rows = all.slice(-this.kept);
    this.moreAfter = after;
    this.asked = false;
    void this.updateComplete.then(() => (this.goesOn > 0 ? this.step(1) : this.follow && this.toEnd()));
  }

  prependRows(rows: Row[], before: boolean): void {
    const fromEnd = this.scrollHeight - this.scrollTop;
    const all = [...rows, ...this.rows];
    this.moreAfter ||= all.length > this.kept;
    this.rows = all.slice(0, this.kept);
    this.moreBefore = before;
    this.asked = false;
    void this.updateComplete.then(() => {
      this.scrollTop = this.scrollHeight - fromEnd;
      if (this.goesOn < 0) {
        this.step(-1);
      }
    });
  }

  /** What was asked for could not be read: asks again after a while, if it is still wanted. */
  couldNotRead(): void {
    setTimeout(() => {
      this.asked = false;
      if (this.goesOn !== 0) {
        this.step(this.goesOn);
      } else {
        this.scrolled();
      }
    }, askAgain);
  }

  /** Goes to the next match, or back; asks for more lines where those here have no further one. */
  step(by: number): void {
    this.goesOn = 0;
    const next = this.nextMatch(by);
    if (next) {
      this.place = next;
      const index = this.rows.findIndex((row) => row.id === next.id);
      this.dispatchEvent(new CustomEvent("match-reached", { detail: { row: index } }));
      void this.updateComplete.then(() => this.querySelector("mark[data-now]")?.scrollIntoView({ block: "center", inline: "nearest" }));
    } else if (by > 0 && this.moreAfter) {
      this.goesOn = by;
      this.ask("more-after", this.rows.at(-1));
    } else if (by < 0 && this.moreBefore) {
      this.goesOn = by;
      this.ask("more-before", this.rows[0]);
    } else if (this.place) {
      // Round at the ends of what is here.
      this.place = undefined;
      this.step(by);
    }
  }

  private nextMatch(by: number): MatchPosition | undefined {
    const here = this.rows.findIndex((row) => row.id === this.place?.id);
    if (this.place && here >= 0) {
      const match = this.place.match + by;
      if (match >= 0 && match < this.lineOf(this.rows[here]!).matches) {
        return { id: this.place.id, match };
      }
    }
    const start = here >= 0 ? here + by : by > 0 ? 0 : this.rows.length - 1;
    for (let i = start; i >= 0 && i < this.rows.length; i += by) {
      const row = this.rows[i]!;
      const { matches } = this.lineOf(row);
      if (matches > 0) {
        return { id: row.id, match: by > 0 ? 0 : matches - 1 };
      }
    }
    return undefined;
  }

  private lineOf(row: Row): Line {
    if (this.linesAreOf !== this.wanted) {
      this.lines = new WeakMap();
      this.linesAreOf = this.wanted;
    }
    let line = this.lines.get(row);
    if (!line) {
      line = lineOf(row.parts, this.wanted);
      this.lines.set(row, line);
    }
    return line;
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
    return html`${this.columns.length > 0 ? this.headView() : nothing}${repeat(
      this.rows,
      (row) => row.id,
      (row) => this.rowView(row),
    )}`;
  }

  private headView(): TemplateResult {
    return html`<div class="pw-log pw-log-head" aria-hidden="true">
      <span class="pw-log-time">${"Time".padEnd(at.format(0).length)}</span><span class="pw-log-level">Level</span
      >${this.steps ? html`<span class="pw-log-step">Step</span>` : nothing}${this.columns.map(
        (name) => html`<span class="pw-log-column" title=${name}>${name}</span>`,
      )}<span class="pw-log-text">Message</span>
    </div>`;
  }

  private rowView(row: Row): TemplateResult {
    const when = new Date(row.time);
    const line = this.lineOf(row);
    return html`<div class="pw-log" id="line-${row.id}" data-level=${row.level} ?data-here=${row.id === this.line}>
      <a class="pw-log-time" href=${row.href} router-ignore title="${exactly.format(when)}: link to this line"
        @click=${(e: MouseEvent) => this.point(e, row)}><time datetime=${row.time}>${at.format(when)}</time></a
      ><span class="pw-log-level">${row.level}</span
      >${this.steps
        ? html`<a class="pw-log-step" href=${row.stepHref} router-ignore title="${called(row)}, ${row.step}"
            @click=${(e: MouseEvent) => this.openStep(e, row)}>${row.target}${row.arguments
              ? html` <span class="pw-arguments">${row.arguments}</span>`
              : nothing}</a>`
        : nothing}${this.columns.map((name) => columnView(line, name))}<span class="pw-log-text"
        >${line.parts.map((part) =>
          part.name === undefined
            ? part.pieces.map((piece) => this.pieceView(piece, row))
            : html`<span class="pw-chip" data-kind="value" title=${part.name}
                >${part.pieces.map((piece) => this.pieceView(piece, row))}</span
              >`,
        )}</span>
    </div>`;
  }

  private pieceView(piece: Piece, row: Row): TemplateResult | string {
    const text =
      piece.bold || piece.colour ? html`<span ?data-bold=${piece.bold} data-colour=${piece.colour || nothing}>${piece.text}</span>` : piece.text;
    if (piece.match === undefined) {
      return text;
    }
    return html`<mark ?data-now=${row.id === this.place?.id && piece.match === this.place.match}>${text}</mark>`;
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
    if (row && !this.asked) {
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

function columnView(line: Line, name: string): TemplateResult {
  const value = line.parts.find((part) => part.name === name)?.text ?? "";
  return html`<span class="pw-log-column" title=${value ? `${name}: ${value}` : nothing}>${value}</span>`;
}

/** "parseRow row 39". */
const called = (row: Row): string => (row.arguments ? `${row.target} ${row.arguments}` : row.target);

const plain = (event: MouseEvent): boolean => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;

customElements.define("pw-log-list", LogList);
