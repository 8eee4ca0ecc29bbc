/** Rows as lines whose columns align; the last column is not padded. Colour codes take no room. */
export function columns(rows: readonly (readonly string[])[], gap = 2): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell));
    });
  return rows.map((row) =>
    row
      .map((cell, i) =>
        i === row.length - 1 ? cell : cell + " ".repeat(widths[i]! - displayWidth(cell) + gap),
      )
      .join("")
      .trimEnd(),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what colours are made of
const colour = /\u001b\[[0-9;]*m/g;
const plain = /^[\x20-\x7e]*$/;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u;

/** The text that takes the most room; empty for none. */
export function widest(texts: readonly string[]): string {
  let found = "";
  let most = 0;
  for (const text of texts) {
    const width = displayWidth(text);
    if (width <= most) continue;
    most = width;
    found = text;
  }
  return found;
}

/** How many cells of a terminal a text takes. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const character of text.replace(colour, "").replace(/\p{Mark}/gu, ""))
    width += wide.test(character) ? 2 : 1;
  return width;
}
