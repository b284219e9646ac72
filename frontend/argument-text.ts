// Cuts a text to columns, in its middle, as ArgumentText.java does, and a line of arguments so that each of the first can be told.

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

/** The text without its middle, when it takes more columns than there are. */
export function cut(text: string, columns: number): string {
  const characters = [...text];
  const total = characters.reduce((sum, character) => sum + width(character), 0);
  if (total <= columns) {
    return text;
  }
  let head = 0;
  let used = 0;
  const roomAtHead = Math.floor(columns / 2);
  while (used + width(characters[head]!) <= roomAtHead) {
    used += width(characters[head++]!);
  }
  let tail = characters.length;
  let usedAtTail = 0;
  const roomAtTail = columns - 1 - used;
  while (tail > head && usedAtTail + width(characters[tail - 1]!) <= roomAtTail) {
    usedAtTail += width(characters[--tail]!);
  }
  // A mark belongs to the character before it.
  while (tail < characters.length && width(characters[tail]!) === 0) {
    tail++;
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
 * loses its middle.
 *
 * @param values the line without the names of parameters; undefined for a single argument, which keeps its name
 */
export function cutLine(line: string, values: string | undefined, columns: number): string {
  if (columnsOf(line) <= columns || values === undefined) {
    return cut(line, columns);
  }
  if (columnsOf(values) <= columns) {
    return values;
  }
  const parts = values.split(separator);
  for (let count = parts.length - 1; count > 0; count--) {
    const whole = parts.slice(0, count).join(separator);
    const next = parts[count]!;
    const rest = count + 1 < parts.length ? more : "";
    const room = columns - columnsOf(whole + separator + rest);
    if (room >= Math.min(leastColumns, columnsOf(next))) {
      return whole + separator + cut(next, room) + rest;
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
  return longest < leastColumns ? undefined : cut(first, longest) + separator + cut(second, longest) + rest;
}

function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + width(character), 0);
}

function width(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) {
    return 0;
  }
  const code = character.codePointAt(0)!;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}
