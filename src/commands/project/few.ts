/** The first of many, and how many more: `rows of table a, rows of table b and 17 more`. */
export function few(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return names.slice(0, most).join(", ") + more;
}
