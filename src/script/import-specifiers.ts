import { lexer } from "./lexer.js";

export interface ImportSpecifier {
  readonly specifier: string;
  /** `static`: an `import` or `export … from`; `dynamic`: `import("…")`; or `require("…")`. */
  readonly form: "static" | "dynamic" | "require";
  /** Only types are taken: nothing is loaded. */
  readonly typeOnly: boolean;
  /** The quoted specifier in the text, quotes included. */
  readonly start: number;
  readonly end: number;
  /** For `dynamic` and `require`: where the word `import` or `require` begins. */
  readonly call?: number;
}

/** Finds what a module imports under a literal name, without resolving or running anything. */
export function importSpecifiers(text: string): ImportSpecifier[] {
  const found: ImportSpecifier[] = [];
  const next = lexer(text);
  let before = { type: "", value: "", start: 0 };
  let last = before;
  let typeOnly = false;
  for (let token = next(); token !== undefined; token = next()) {
    if (last.value === "import" || last.value === "export") typeOnly = token.value === "type";
    if (typeOnly && last.value === "type" && token.value === "from") typeOnly = false;
    if (token.type === "string") {
      const { value: specifier, start, end } = token;
      if (last.type === "word" && (last.value === "from" || last.value === "import")) {
        found.push({ specifier, form: "static", typeOnly, start, end });
      } else if (last.value === "(" && (before.value === "import" || before.value === "require")) {
        const form = before.value === "import" ? "dynamic" : "require";
        found.push({ specifier, form, typeOnly: false, start, end, call: before.start });
      }
    }
    before = last;
    last = token;
  }
  return found;
}
