// Cuts a line of arguments to columns, in its middle, as ArgumentText.java does.

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

function width(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) {
    return 0;
  }
  const code = character.codePointAt(0)!;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}
