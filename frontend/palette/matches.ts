// Where what was typed stands in a text.

/** A piece of a text, and whether it was typed. */
export interface Piece {
  readonly text: string;
  readonly typed: boolean;
}

/** The text in pieces, ignoring case: words are separated by spaces and slashes; single letters match nothing. */
export function pieces(text: string, typed: string): readonly Piece[] {
  const words = typed
    .split(/[\s/]+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) {
    return [{ text, typed: false }];
  }
  // With a group, every other part is a match.
  return text
    .split(new RegExp(`(${words.join("|")})`, "gi"))
    .map((part, index) => ({ text: part, typed: index % 2 === 1 }));
}
