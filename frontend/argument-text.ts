// Cuts a text to columns, in its middle, as ArgumentText.java does, and a line of arguments so that each of the first can be told.

import { columnsOf, graphemesOf, widthOf } from "./graphemes";
import { cutList, isList, splitValues } from "./list-text";

/** The text without its middle, when it takes more columns than there are. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) {
    return text;
  }
  const characters = graphemesOf(text);
  let head = 0;
  let used = 0;
  const roomAtHead = Math.floor(columns / 2);
  while (used + widthOf(characters[head]!) <= roomAtHead) {
    used += widthOf(characters[head++]!);
  }
  let tail = characters.length;
  let usedAtTail = 0;
  const roomAtTail = columns - 1 - used;
  while (tail > head && usedAtTail + widthOf(characters[tail - 1]!) <= roomAtTail) {
    usedAtTail += widthOf(characters[--tail]!);
  }
  return `${characters.slice(0, head).join("")}…${characters.slice(tail).join("")}`;
}

/** An argument that is cut to fewer columns tells nothing. */
const leastColumns = 9;
const separator = ", ";
const more = ", …";

/**
 * A line of arguments, those of the memo key first, in so many columns. With too little room, the names of parameters go first, for
 * calls of one target differ in values; then the last arguments. The first ones stay whole while there is room, and the next one
 * loses its middle; a list keeps its first values and its length.
 *
 * @param values the line without the names of parameters; undefined for a single argument, which keeps its name
 */
export function cutLine(line: string, values: string | undefined, columns: number): string {
  if (columnsOf(line) <= columns) {
    return line;
  }
  if (values === undefined) {
    return cutNamed(line, columns);
  }
  if (columnsOf(values) <= columns) {
    return values;
  }
  const parts = splitValues(values);
  for (let count = parts.length - 1; count > 0; count--) {
    const whole = parts.slice(0, count).join(separator);
    const next = parts[count]!;
    const rest = count + 1 < parts.length ? more : "";
    const room = columns - columnsOf(whole + separator + rest);
    const shown = room > 0 ? cutValue(next, room) : "…";
    const told = room >= leastColumns || isList(shown) || shown === next;
    if (told && columnsOf(shown) <= room) {
      return whole + separator + shown + rest;
    }
    if (count > 1 && columnsOf(whole + more) <= columns) {
      return whole + more;
    }
  }
  return (parts.length > 1 ? firstTwo(parts, columns) : undefined) ?? cut(values, columns);
}

function firstTwo(parts: readonly string[], columns: number): string | undefined {
  const [first, second] = [parts[0]!, parts[1]!];
  const rest = parts.length > 2 ? more : "";
  const room = columns - columnsOf(separator + rest);
  const shorter = Math.min(columnsOf(first), columnsOf(second));
  const longest = Math.max(Math.floor(room / 2), room - shorter);
  return longest < leastColumns ? undefined : cutValue(first, longest) + separator + cutValue(second, longest) + rest;
}

function cutNamed(argument: string, columns: number): string {
  const end = argument.indexOf(" ") + 1;
  const shown = cutValue(argument.slice(end), columns - columnsOf(argument.slice(0, end)));
  return isList(shown) ? argument.slice(0, end) + shown : cut(argument, columns);
}

function cutValue(value: string, columns: number): string {
  return isList(value) ? cutList(value, columns, cut) : cut(value, columns);
}
