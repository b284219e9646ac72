// The characters of a text as people see them (extended grapheme clusters), as Graphemes.java tells them apart: a letter with its marks,
// a flag, a joined emoji.

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What never joins others, but for a line feed after a carriage return. */
const single = /^[^\r\u0300-\u{10ffff}]*$/u;

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

/** The characters, which together are the text. */
export function graphemesOf(text: string): readonly string[] {
  return single.test(text) ? [...text] : Array.from(segmenter.segment(text), (part) => part.segment);
}

/** How many columns of a monospaced font the text takes. */
export function columnsOf(text: string): number {
  return graphemesOf(text).reduce((sum, character) => sum + widthOf(character), 0);
}

/** The columns of one character. */
export function widthOf(character: string): number {
  return Math.min(
    2,
    [...character].reduce((sum, point) => sum + pointWidth(point), 0),
  );
}

function pointWidth(point: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(point)) {
    return 0;
  }
  const code = point.codePointAt(0)!;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}
