// Addresses of steps, to be copied.

/** The address of this page with this step selected, whatever else it selects now. */
export function linkTo(step: string, page: string): string {
  const link = new URL(page);
  ["attempt", "card", "tab", "panel"].forEach((parameter) => link.searchParams.delete(parameter));
  link.searchParams.set("step", step);
  return link.href;
}
