/** Statements as a script. */
export function sqlLines(statements: readonly string[]): string[] {
  return statements.map((sql) => `${sql};`);
}

/** Facts as comments of the language they stand in. */
export function commented(facts: readonly string[], inTypeScript = false): string[] {
  const mark = inTypeScript ? "//" : "--";
  return facts.flatMap((fact) => fact.split("\n").map((line) => `${mark} ${line}`.trimEnd()));
}
