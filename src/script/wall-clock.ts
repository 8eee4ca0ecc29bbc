/**
 * What the clock on the wall shows: `2026-11-21T09:30:00`.
 *
 * @param timezone as in `Europe/Madrid`; the machine's by default
 */
export function wallClock(instant: Date, timezone?: string): string {
  // The Swedish way to write a date is ISO 8601's, but for a space.
  const format = new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "medium",
    ...(timezone !== undefined && { timeZone: timezone }),
  });
  return format.format(instant).replace(" ", "T");
}
