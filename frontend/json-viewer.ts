// <pw-json>: a JSON value as a tree to open, search and copy. Light DOM, so that the style sheets of the Studio apply.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { sizeText, isLeaf, type JsonNode, parseJson } from "./json-parser";

const OPEN_UP_TO = 12;
const PAGE = 100;
const SEARCH_FROM = 8;

class JsonViewer extends LitElement {
  static override properties = {
    value: { type: String },
    name: { type: String },
    query: { state: true },
    status: { state: true },
  };

  declare value: string;
  /** What the value is, for screen readers: "Result". */
  declare name: string;
  private declare query: string;
  private declare status: string;

  private node: JsonNode | null = null;
  private size = 0;
  private readonly opened = new Map<string, boolean>();
  private readonly shown = new Map<string, number>();

  constructor() {
    super();
    this.value = "null";
    this.name = "Value";
    this.query = "";
    this.status = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("value")) {
      this.node = parseJson(this.value);
      this.size = this.node ? count(this.node) : 0;
      this.opened.clear();
      this.shown.clear();
      this.query = "";
    }
  }

  protected override render(): TemplateResult {
    if (!this.node) {
      return html`<pre class="pw-code" data-wrap tabindex="0">${this.value}</pre>`;
    }
    return html`<div class="pw-json-bar">
        ${this.size >= SEARCH_FROM ? this.searchField() : nothing}
        <button class="pw-json-copy" type="button" aria-label="Copy ${this.name} as JSON" title="Copy as JSON"
          @click=${() => this.copy()}><span class="pw-json-copy-text">Copy</span></button>
        <span class="pw-small pw-quiet" role="status">${this.status}</span>
      </div>
      <div class="pw-json" role="group" aria-label=${this.name}>${this.branch(this.node, null, "$", 0)}</div>`;
  }

  private searchField(): TemplateResult {
    return html`<input class="pw-json-search" type="search" aria-label="Search in ${this.name}"
      placeholder="Search" .value=${this.query} @input=${(e: Event) => this.search((e.target as HTMLInputElement).value)}>`;
  }

  private branch(node: JsonNode, key: string | null, path: string, depth: number): TemplateResult {
    const label = key === null ? nothing : html`<span class="pw-json-key">${this.marked(key)}:</span>`;
    if (isLeaf(node) || node.children.length === 0) {
      return html`<div class="pw-json-row">${label}${this.leaf(node)}</div>`;
    }
    const open = this.isOpen(node, path, depth);
    return html`<details .open=${open} @toggle=${(e: Event) => this.toggled(e, path)}>
      <summary>${label} <span class="pw-json-count">${sizeText(node)}</span></summary>
      ${open ? this.inside(node, path, depth) : nothing}
    </details>`;
  }

  private inside(node: JsonNode, path: string, depth: number): TemplateResult {
    const limit = this.query ? node.children.length : (this.shown.get(path) ?? PAGE);
    const rows = node.children
      .slice(0, limit)
      .map((child, index) => ({ child, key: node.keys[index] }))
      .filter(({ child, key }) => !this.query || this.holds(child, key));
    const rest = node.children.length - limit;
    return html`<div>${rows.map(({ child, key }) => this.branch(child, key, `${path}.${key}`, depth + 1))}
      ${rest > 0
        ? html`<button type="button" class="pw-link" @click=${() => this.more(path, limit)}>${rest} more</button>`
        : nothing}</div>`;
  }

  private leaf(node: JsonNode): TemplateResult {
    return html`<span class="pw-json-value" data-type=${node.kind}>${this.marked(display(node))}</span>`;
  }

  private marked(text: string): TemplateResult | string {
    const at = this.query ? text.toLowerCase().indexOf(this.query) : -1;
    if (at < 0) {
      return text;
    }
    const end = at + this.query.length;
    return html`${text.slice(0, at)}<mark>${text.slice(at, end)}</mark>${text.slice(end)}`;
  }

  private isOpen(node: JsonNode, path: string, depth: number): boolean {
    return this.query
      ? this.holds(node, "")
      : (this.opened.get(path) ?? (depth === 0 || (depth < 3 && node.children.length <= OPEN_UP_TO)));
  }

  private holds(node: JsonNode, key: string): boolean {
    return (
      key.toLowerCase().includes(this.query) ||
      (isLeaf(node) && display(node).toLowerCase().includes(this.query)) ||
      node.children.some((child, index) => this.holds(child, node.keys[index]))
    );
  }

  private toggled(event: Event, path: string): void {
    const open = (event.target as HTMLDetailsElement).open;
    if (!this.query && this.opened.get(path) !== open) {
      this.opened.set(path, open);
      this.requestUpdate();
    }
  }

  private more(path: string, limit: number): void {
    this.shown.set(path, limit + PAGE * 5);
    this.requestUpdate();
  }

  private search(text: string): void {
    this.query = text.trim().toLowerCase();
    this.status = this.query && this.node && !this.holds(this.node, "") ? `Nothing contains “${text}”` : "";
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.value);
      this.status = "Copied";
    } catch {
      this.status = "The browser denied access to the clipboard";
    }
    setTimeout(() => (this.status = ""), 2000);
  }
}

function display(node: JsonNode): string {
  switch (node.kind) {
    case "string":
      return JSON.stringify(node.text);
    case "object":
      return "{}";
    case "array":
      return "[]";
    case "set":
      return "empty set";
    case "bytes":
      return `${Math.floor((node.text.length * 3) / 4) - (/=*$/.exec(node.text)?.[0].length ?? 0)} bytes ${node.text}`;
    default:
      return node.text;
  }
}

const count = (node: JsonNode): number => node.children.reduce((sum, child) => sum + count(child), 1);

customElements.define("pw-json", JsonViewer);
