// Numbers for people.

const grouped = new Intl.NumberFormat("en-GB");

/** 999, 10,000. */
export function formatNumber(number: number): string {
  return grouped.format(number);
}
