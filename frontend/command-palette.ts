// <pw-palette>: one field that finds runs, steps, workflows, workspaces and commands. The server searches and acts; the
// rest is here. Light DOM, so that the style sheets of the Studio apply; its own is loaded when it is opened first.

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icon, type IconName } from "./icons";
import { marked } from "./palette/marked";
import { loadStyles } from "./palette/styles";

interface Item {
  readonly state?: string;
  readonly icon?: IconName;
  readonly title: string;
  readonly arguments: string;
  readonly detail: string;
  readonly below: string;
  readonly keys: string;
}

interface Group {
  readonly title: string;
  /** What was not searched. */
  readonly note: string;
  readonly items: readonly Item[];
}

interface Answer {
  readonly number: number;
  readonly note: string;
  readonly groups: readonly Group[];
}

const AFTER_LAST_KEY = 150;
const PATIENCE = 600;
const LIST = "pw-palette-list";

class Palette extends LitElement {
  static override properties = {
    answer: { state: true },
    active: { state: true },
    failure: { state: true },
    late: { state: true },
  };

  private declare answer: Answer;
  private declare active: number;
  /** Why the last question has no answer. */
  private declare failure: string;
  private declare late: boolean;
  private asked = 0;
  private timer: number | undefined;
  private patience: number | undefined;
  private pointer = "";

  /** Enter was pressed before there was an answer; the first line of it is meant. */
  private eager = false;

  constructor() {
    super();
    this.answer = { number: 0, note: "", groups: [] };
    this.active = 0;
    this.failure = "";
    this.late = false;
  }

  /** Opens it, or closes it when it is open. */
  async open(): Promise<void> {
    await Promise.all([loadStyles(), this.updateComplete]);
    const dialog = this.dialog;
    if (dialog.open) {
      dialog.close();
      return;
    }
    this.eager = false;
    this.answer = { number: 0, note: "", groups: [] };
    this.failure = "";
    this.field.value = "";
    dialog.showModal();
    this.field.focus();
    this.ask();
  }

  /** The answer to a question; that to an earlier one comes too late. */
  show(answer: Answer): void {
    if (answer.number === this.asked) {
      this.settle();
      this.answer = answer;
      this.active = 0;
      if (this.eager) {
        this.choose(0);
      }
    }
  }

  /** There is no answer. */
  fail(number: number, why: string): void {
    if (number === this.asked) {
      this.settle();
      this.failure = why;
    }
  }

  private get dialog(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }

  private get field(): HTMLInputElement {
    return this.querySelector("input")!;
  }

  private get items(): readonly Item[] {
    return this.answer.groups.flatMap((group) => group.items);
  }

  private settle(): void {
    window.clearTimeout(this.patience);
    this.failure = "";
    this.late = false;
  }

  private readonly ask = (): void => {
    window.clearTimeout(this.timer);
    window.clearTimeout(this.patience);
    const detail = { number: ++this.asked, text: this.field.value };
    this.patience = window.setTimeout(() => (this.late = true), PATIENCE);
    this.dispatchEvent(new CustomEvent("palette-ask", { detail }));
  };

  /** From now on, what is listed answers another question. */
  private readonly typed = (): void => {
    this.asked++;
    this.eager = false;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.ask, AFTER_LAST_KEY);
  };

  /** By Enter: the answer to what is typed decides, and if it is not there yet, its first line. */
  private choose(position: number): void {
    if (this.answer.number !== this.asked) {
      this.eager = true;
    } else {
      this.take(position);
    }
  }

  /** By the pointer: what is seen there, whatever answer comes next. */
  private take(position: number): void {
    if (position < this.items.length) {
      const detail = { number: this.answer.number, position };
      this.dialog.close();
      this.dispatchEvent(new CustomEvent("palette-choose", { detail }));
    }
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    const last = this.items.length - 1;
    const to: Record<string, number> = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      Home: 0,
      End: last,
    };
    const next = to[event.key];
    if (event.isComposing) {
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      this.choose(this.active);
    } else if (last >= 0 && next !== undefined && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.active = next;
      void this.updateComplete.then(() => this.querySelector(`#${idOf(next)}`)?.scrollIntoView({ block: "nearest" }));
    }
  };

  /** A list that scrolls below a pointer at rest selects nothing. */
  private pointed(event: PointerEvent, position: number): void {
    const at = `${event.clientX} ${event.clientY}`;
    if (at !== this.pointer) {
      this.pointer = at;
      this.active = position;
    }
  }

  private readonly clicked = (event: MouseEvent): void => {
    if (event.target === this.dialog) {
      this.dialog.close();
    }
  };

  private readonly closed = (): void => {
    window.clearTimeout(this.timer);
    window.clearTimeout(this.patience);
    this.asked++;
    this.late = false;
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const any = this.items.length > 0;
    return html`<dialog class="pw-palette" aria-label="Search" @click=${this.clicked} @close=${this.closed}>
      <div class="pw-palette-field">
        ${icon("search")}
        <input type="text" role="combobox" aria-label="Search runs, steps, commands" aria-autocomplete="list"
          placeholder="Id, argument, error, workflow, workspace, command" autocomplete="off" autocapitalize="off"
          spellcheck="false" maxlength="200" data-testid="palette-field" aria-expanded=${any}
          aria-controls=${any ? LIST : nothing} aria-activedescendant=${any ? idOf(this.active) : nothing}
          @input=${this.typed} @keydown=${this.pressed} />
        <button type="button" class="pw-palette-close" aria-label="Close the search" title="Close (Esc)"
          @click=${() => this.dialog.close()}>${icon("close")}</button>
      </div>
      ${any
        ? html`<div role="listbox" id=${LIST} class="pw-palette-list" aria-label="Results" data-testid="palette-list">
            ${this.groups()}
          </div>`
        : nothing}
      ${this.status(any)}
    </dialog>`;
  }

  private groups(): TemplateResult[] {
    let position = 0;
    return this.answer.groups.map((group, index) => {
      const options = group.items.map((item) => this.option(item, position++));
      return html`<div role="group" aria-labelledby="pw-palette-group-${index}" class="pw-palette-group">
        <div id="pw-palette-group-${index}" class="pw-palette-heading">
          ${group.title}${group.note ? html`<span class="pw-palette-note"> · ${group.note}</span>` : nothing}
        </div>
        ${options}
      </div>`;
    });
  }

  private option(item: Item, position: number): TemplateResult {
    const typed = this.field?.value ?? "";
    const target = item.state !== undefined || item.icon === "workflows" ? "pw-target" : "";
    return html`<div role="option" id=${idOf(position)} class="pw-palette-option" data-testid="palette-option"
      aria-selected=${position === this.active} @click=${() => this.take(position)}
      @pointermove=${(event: PointerEvent) => this.pointed(event, position)}>
      ${item.state
        ? html`<span class="pw-state pw-palette-glyph" data-state=${item.state}></span>`
        : html`<span class="pw-palette-glyph">${icon(item.icon!)}</span>`}
      <span class="pw-palette-name ${target}">${marked(item.title, typed)}${item.arguments
        ? html` <span class="pw-arguments">${marked(item.arguments, typed)}</span>`
        : nothing}</span>
      ${item.detail ? html`<span class="pw-palette-detail">${marked(item.detail, typed)}</span>` : nothing}
      ${item.keys ? html`<kbd>${item.keys}</kbd>` : nothing}
      ${item.below ? html`<span class="pw-palette-below">${marked(item.below, typed)}</span>` : nothing}
    </div>`;
  }

  private status(any: boolean): TemplateResult {
    if (this.failure) {
      return html`<div class="pw-palette-status" role="alert" data-testid="palette-failure">
        <span>The search failed. ${this.failure}</span>
        <button type="button" class="pw-link" @click=${this.again}>Try again</button>
      </div>`;
    }
    const count = this.items.length;
    const found = count === 1 ? "1 result." : `${count} results.`;
    return html`<div class="pw-palette-status">
      <span role="status" data-testid="palette-status" class=${any && !this.answer.note && !this.late ? "pw-hidden" : ""}
        >${this.late ? "Searching…" : this.answer.note || (any ? found : "")}</span>
      <span class="pw-palette-help" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> open <kbd>Esc</kbd> close</span>
    </div>`;
  }

  private readonly again = (): void => {
    this.field.focus();
    this.ask();
  };
}

function idOf(position: number): string {
  return `pw-palette-option-${position}`;
}

customElements.define("pw-palette", Palette);
