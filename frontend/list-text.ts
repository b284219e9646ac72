// A list within a line of arguments, `[u1, u2, … (96)]`, as ListText.java cuts it: with too little room its last values go and the number
// of values stays.

import { columnsOf } from "./graphemes";

const separator = ", ";
const more = "…";

/** A value that is cut to fewer columns tells nothing. */
const leastColumns = 6;

export function isList(text: string): boolean {
  return text.startsWith("[") && text.endsWith("]");
}

/** The values of a line, of which each list is one. */
export function splitValues(values: string): readonly string[] {
  const parts: string[] = [];
  for (let start = 0; start <= values.length; ) {
    const end = endOfPart(values, start);
    parts.push(values.slice(start, end));
    start = end + separator.length;
  }
  return parts;
}

function endOfPart(values: string, start: number): number {
  const closed = values.startsWith("[", start) ? (values + separator).indexOf(`]${separator}`, start) : -1;
  if (closed >= 0) {
    return closed + 1;
  }
  const end = values.indexOf(separator, start);
  return end < 0 ? values.length : end;
}

/**
 * The list in so many columns; its length alone where no value has room.
 *
 * @param cut leaves out the middle of a text
 */
export function cutList(list: string, columns: number, cut: (text: string, columns: number) => string): string {
  if (columnsOf(list) <= columns) {
    return list;
  }
  const inner = list.slice(1, -1);
  const counted = /^(.*) \((\d+)\)$/s.exec(inner);
  const all = (counted?.[1] ?? inner).split(separator);
  if (!counted && all.length === 1) {
    return cut(list, columns);
  }
  const count = counted?.[2] ?? String(all.length);
  const values = all.filter((value) => value !== more);
  const end = `${separator}${more} (${count})]`;
  for (let shown = values.length - 1; shown > 0; shown--) {
    const text = `[${values.slice(0, shown).join(separator)}${end}`;
    if (columnsOf(text) <= columns) {
      return text;
    }
  }
  const room = columns - columnsOf(`[${end}`);
  return room >= leastColumns ? `[${cut(values[0]!, room)}${end}` : cut(`[${count}]`, columns);
}
