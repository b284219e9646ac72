// Reads payload JSON (docs/explanation/keys.md) into nodes that keep what JSON.parse would lose: the spelling of numbers and the
// tags for bytes, sets and handles.

import { formatNumber } from "./numbers";

export type JsonKind = "object" | "array" | "set" | "string" | "number" | "boolean" | "null" | "bytes" | "execution";

export interface JsonNode {
  readonly kind: JsonKind;
  /** Of a leaf: as it is shown. */
  readonly text: string;
  /** Of objects: the names; of arrays and sets: the positions. */
  readonly keys: readonly string[];
  readonly children: readonly JsonNode[];
}

const leaf = (kind: JsonKind, text: string): JsonNode => ({ kind, text, keys: [], children: [] });

/** The value, or null when the text is no JSON. */
export function parseJson(text: string): JsonNode | null {
  const reader = new Reader(text);
  try {
    const value = reader.value();
    return reader.atEnd() ? value : null;
  } catch {
    return null;
  }
}

export const isLeaf = (node: JsonNode): boolean =>
  node.kind !== "object" && node.kind !== "array" && node.kind !== "set";

/** "{3}" or "[500]", beside a closed part. */
export function sizeText(node: JsonNode): string {
  const count = node.children.length;
  switch (node.kind) {
    case "object":
      return count === 1 ? "1 field" : `${formatNumber(count)} fields`;
    case "set":
      return count === 1 ? "set of 1" : `set of ${formatNumber(count)}`;
    default:
      return count === 1 ? "1 element" : `${formatNumber(count)} elements`;
  }
}

class Reader {
  private at = 0;

  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  value(): JsonNode {
    this.space();
    switch (this.text[this.at]) {
      case "{":
        return this.object();
      case "[":
        return this.array();
      case '"':
        return leaf("string", this.string());
      default:
        return this.word();
    }
  }

  atEnd(): boolean {
    this.space();
    return this.at === this.text.length;
  }

  private object(): JsonNode {
    const keys: string[] = [];
    const children: JsonNode[] = [];
    this.members("}", () => {
      keys.push(this.string());
      this.expect(":");
      children.push(this.value());
    });
    return tagged(keys, children) ?? { kind: "object", text: "", keys: keys.map(unescapeName), children };
  }

  private array(): JsonNode {
    const children: JsonNode[] = [];
    this.members("]", () => children.push(this.value()));
    return { kind: "array", text: "", keys: children.map((_, index) => String(index)), children };
  }

  private members(end: string, member: () => void): void {
    this.at++;
    this.space();
    if (this.text[this.at] === end) {
      this.at++;
      return;
    }
    for (;;) {
      this.space();
      member();
      this.space();
      if (this.text[this.at] === end) {
        this.at++;
        return;
      }
      this.expect(",");
    }
  }

  private string(): string {
    const start = this.at++;
    while (this.text[this.at] !== '"') {
      this.at += this.text[this.at] === "\\" ? 2 : 1;
      if (this.at >= this.text.length) {
        throw new SyntaxError("unfinished string");
      }
    }
    return JSON.parse(this.text.slice(start, ++this.at)) as string;
  }

  private word(): JsonNode {
    const start = this.at;
    while (this.at < this.text.length && /[-+.\w]/.test(this.text[this.at])) {
      this.at++;
    }
    const word = this.text.slice(start, this.at);
    JSON.parse(word);
    return leaf(word === "null" ? "null" : word === "true" || word === "false" ? "boolean" : "number", word);
  }

  private expect(character: string): void {
    this.space();
    if (this.text[this.at++] !== character) {
      throw new SyntaxError(`expected ${character}`);
    }
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) {
      this.at++;
    }
  }
}

function tagged(keys: string[], children: JsonNode[]): JsonNode | null {
  if (keys.length !== 1) {
    return null;
  }
  const content = children[0];
  switch (keys[0]) {
    case "$bytes":
      return leaf("bytes", content.text);
    case "$execution":
      return leaf("execution", content.text);
    case "$set":
      return { ...content, kind: "set" };
    default:
      return null;
  }
}

const unescapeName = (name: string): string => (name.startsWith("$$") ? name.slice(1) : name);
