// Splits a text that loses its middle where there is too little room, as ShortenedText.java does: the head gives way, the tail stays.

import { graphemesOf } from "./graphemes";

/** No text so short is split. */
const short = 12;
/** The last segment of a path is the tail, unless it is longer than this, slash included. */
const longestSegment = 13;
const tailLength = 8;

/** So far from there, the text is rather split between words: that is where readers pause. */
const nearby = 4;

/** Head and tail, which together are the text; no tail when the text is short. */
export function split(text: string): readonly [head: string, tail: string] {
  const characters = graphemesOf(text);
  const at = splitAt(characters);
  return [characters.slice(0, at).join(""), characters.slice(at).join("")];
}

function splitAt(characters: readonly string[]): number {
  const { length } = characters;
  if (length <= short) {
    return length;
  }
  const slash = characters.lastIndexOf("/", length - 2);
  if (slash > 0 && slash >= length - longestSegment) {
    return slash;
  }
  for (let away = 0; away <= nearby; away++) {
    for (const at of [length - tailLength - away, length - tailLength + away]) {
      if (betweenWords(characters[at - 1]!, characters[at]!)) {
        return at;
      }
    }
  }
  return length - tailLength;
}

function betweenWords(before: string, after: string): boolean {
  return " -_.,:".includes(before) || (/^\p{Ll}/u.test(before) && /^\p{Lu}/u.test(after));
}
