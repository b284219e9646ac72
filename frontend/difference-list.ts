// <pw-difference-list>: grouped differences between two runs, as a tree with one tab stop. Arrows move, right and left unfold and fold, Enter shows the call line by line. It draws into the light DOM; its styles are in studio-themes/compare.css.

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { formatNumber } from "./numbers";

interface Member {
  readonly key: string;
  readonly arguments: string;
  readonly ids: string;
}

interface Group {
  readonly sign: string;
  readonly kind: "added" | "gone" | "changed";
  readonly module: string;
  readonly target: string;
  readonly count: number;
  readonly sentence: string;
  readonly members: readonly Member[];
  readonly more?: string;
}

interface Differences {
  readonly groups: readonly Group[];
  readonly more?: string;
}

/** A line of the tree: a group, or with a member one call of it. */
interface Line {
  readonly group: Group;
  readonly member?: Member;
}

export class DifferenceList extends LitElement {
  static override properties = {
    selectedCall: { type: String },
  };

  declare selectedCall: string;

  private differences: Differences = { groups: [] };
  private readonly unfolded = new Set<string>();
  private active = 0;

  constructor() {
    super();
    this.selectedCall = "";
  }

  show(differences: Differences): void {
    this.differences = differences;
    this.active = Math.min(this.active, Math.max(0, this.lines().length - 1));
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private lines(): Line[] {
    return this.differences.groups.flatMap((group) => [
      { group },
      ...(this.isUnfolded(group) ? group.members.map((member) => ({ group, member })) : []),
    ]);
  }

  private isUnfolded(group: Group): boolean {
    return group.count > 1 && this.unfolded.has(keyOf(group));
  }

  private open(line: Line, at: number): void {
    this.active = at;
    const key = (line.member ?? line.group.members[0])?.key;
    if (!line.member && line.group.count > 1) {
      this.unfolded.add(keyOf(line.group));
    }
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("call-open", { detail: { key }, bubbles: true, composed: true }));
  }

  private fold(line: Line, at: number): void {
    const parent = this.lines().findIndex((one) => one.group === line.group);
    if (this.unfolded.delete(keyOf(line.group)) || at !== parent) {
      this.moveTo(parent);
    }
  }

  private moveTo(at: number): void {
    this.active = Math.max(0, Math.min(at, this.lines().length - 1));
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelectorAll<HTMLElement>("[role=treeitem]")[this.active]?.focus());
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
        if (!line.member && line.group.count > 1 && !this.isUnfolded(line.group)) {
          this.unfolded.add(keyOf(line.group));
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
        ${lines.map((line, at) => (line.member ? this.memberView(line.group, line.member, at) : this.groupView(line.group, at)))}
      </div>
      ${this.differences.more ? html`<p class="pw-difference-more">${this.differences.more}</p>` : nothing}`;
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
    const last = group.members[group.members.length - 1] === member;
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
      >${last && group.more ? html`<p class="pw-difference-more" role="presentation">${group.more}</p>` : nothing}`;
  }
}

function keyOf(group: Group): string {
  return `${group.kind} ${group.members[0]?.key ?? ""}`;
}

customElements.define("pw-difference-list", DifferenceList);
