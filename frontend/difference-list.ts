// <pw-difference-list>: grouped differences between two runs, as a tree with one tab stop. Arrows move, right and left unfold and fold, Enter shows the call line by line. It draws into the light DOM; its styles are in studio-themes/compare.css.

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { type Differences, type Group, keyOf, type Line, linesOf, type Member, moreText, placeOf } from "./difference-lines";
import { formatNumber } from "./numbers";
import { keepInPlace } from "./scroll-anchor";

export class DifferenceList extends LitElement {
  static override properties = {
    selectedCall: { type: String },
  };

  declare selectedCall: string;

  private differences: Differences = { groups: [], more: 0 };
  private readonly unfolded = new Set<string>();
  private active = 0;

  constructor() {
    super();
    this.selectedCall = "";
  }

  show(differences: Differences): void {
    const before = this.lines()[this.active];
    const focused = this.contains(document.activeElement);
    const settle = keepInPlace(this, ".pw-difference");
    this.differences = differences;
    this.active = placeOf(before, this.active, this.lines());
    this.requestUpdate();
    void this.updateComplete.then(() => {
      settle();
      if (focused) {
        this.focusActive(true);
      }
    });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private lines(): Line[] {
    return linesOf(this.differences, (group) => this.isUnfolded(group));
  }

  private isUnfolded(group: Group): boolean {
    return group.count > 1 && this.unfolded.has(group.id);
  }

  private open(line: Line, at: number): void {
    this.active = at;
    this.requestUpdate();
    if (line.more !== undefined) {
      this.emit("more-wanted", { group: line.group?.id ?? "" });
      return;
    }
    if (!line.member && line.group && line.group.count > 1) {
      this.unfolded.add(line.group.id);
    }
    this.emit("call-open", { key: (line.member ?? line.group?.members[0])?.key });
  }

  private emit(name: string, detail: Record<string, unknown>): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  private fold(line: Line, at: number): void {
    const parent = this.lines().findIndex((one) => one.group === line.group);
    if (line.group && (this.unfolded.delete(line.group.id) || at !== parent)) {
      this.moveTo(parent);
    }
  }

  private moveTo(at: number): void {
    this.active = Math.max(0, Math.min(at, this.lines().length - 1));
    this.requestUpdate();
    void this.updateComplete.then(() => this.focusActive());
  }

  private focusActive(preventScroll = false): void {
    this.querySelectorAll<HTMLElement>("[role=treeitem]")[this.active]?.focus({ preventScroll });
  }

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    const lines = this.lines();
    const line = lines[this.active];
    if (!line || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    switch (event.key) {
      case "ArrowDown":
        this.moveTo(this.active + 1);
        break;
      case "ArrowUp":
        this.moveTo(this.active - 1);
        break;
      case "Home":
        this.moveTo(0);
        break;
      case "End":
        this.moveTo(lines.length - 1);
        break;
      case "ArrowRight":
        if (line.group && !line.member && line.group.count > 1 && !this.isUnfolded(line.group)) {
          this.unfolded.add(line.group.id);
          this.requestUpdate();
        } else {
          this.moveTo(this.active + 1);
        }
        break;
      case "ArrowLeft":
        this.fold(line, this.active);
        break;
      case "Enter":
      case " ":
        this.open(line, this.active);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): TemplateResult | typeof nothing {
    const lines = this.lines();
    if (lines.length === 0) {
      return nothing;
    }
    return html`<div role="tree" aria-label="Differences" class="pw-differences" @keydown=${this.onKeyDown}>
        ${repeat(lines, keyOf, (line, at) => this.lineView(line, at))}
      </div>`;
  }

  private lineView(line: Line, at: number): TemplateResult | typeof nothing {
    if (line.more !== undefined) {
      return this.moreView(line, at);
    }
    if (!line.group) {
      return nothing;
    }
    return line.member ? this.memberView(line.group, line.member, at) : this.groupView(line.group, at);
  }

  private moreView(line: Line, at: number): TemplateResult {
    const of = line.group ? ` of ${line.group.target}` : "";
    return html`<div
      class="pw-difference-more"
      role="treeitem"
      aria-level=${line.group ? "2" : "1"}
      aria-selected="false"
      aria-label=${`Show ${moreText(line)}${of}`}
      tabindex=${at === this.active ? "0" : "-1"}
      @click=${() => this.open(line, at)}
      ><span class="pw-link">Show ${moreText(line)}</span></div
    >`;
  }

  private groupView(group: Group, at: number): TemplateResult {
    const many = group.count > 1;
    const shown = group.members.some((member) => member.key === this.selectedCall);
    const only = group.members[0];
    return html`<div
      class="pw-difference"
      role="treeitem"
      aria-level="1"
      aria-expanded=${many ? String(this.isUnfolded(group)) : nothing}
      aria-selected=${String(shown && !this.isUnfolded(group))}
      aria-label=${`${group.target}${many ? `, ${formatNumber(group.count)} calls` : ""}, ${group.kind}: ${group.sentence}`}
      tabindex=${at === this.active ? "0" : "-1"}
      data-kind=${group.kind}
      @click=${() => this.open({ group }, at)}
      ><span class="pw-difference-sign" aria-hidden="true">${group.sign}</span
      ><span class="pw-difference-name" title=${`${group.module} / ${group.target}`}
        ><span class="pw-difference-target">${group.target}</span>${many
          ? html`<span class="pw-difference-count">× ${formatNumber(group.count)}</span>`
          : html`<span class="pw-difference-arguments">${only?.arguments}</span>`}</span
      ><span class="pw-difference-sentence" title=${group.sentence}>${group.sentence}</span></div
    >`;
  }

  private memberView(group: Group, member: Member, at: number): TemplateResult {
    return html`<div
        class="pw-difference"
        role="treeitem"
        aria-level="2"
        aria-selected=${String(member.key === this.selectedCall)}
        aria-label=${`${group.target}, ${member.arguments}, ${member.ids}`}
        tabindex=${at === this.active ? "0" : "-1"}
        data-kind=${group.kind}
        @click=${() => this.open({ group, member }, at)}
        ><span class="pw-difference-arguments">${member.arguments || group.target}</span><span class="pw-difference-sentence">${member.ids}</span></div
      >`;
  }
}

customElements.define("pw-difference-list", DifferenceList);
