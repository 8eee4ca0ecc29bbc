import { lexer, type Token } from "./lexer.js";

/** What an exported constant holds, when that can be told without running the file. */
export type Literal =
  | { readonly type: "value"; readonly value: unknown }
  /** Exported, but computed: only loading the file can tell. */
  | { readonly type: "computed" };

export interface ExportedLiterals {
  /** By exported name. */
  readonly exported: ReadonlyMap<string, Literal>;
  /** Names declared at the top level, exported or not. */
  readonly declared: ReadonlySet<string>;
  /** Whether exports may exist that were not seen: `export *`, `module.exports = …`. */
  readonly open: boolean;
  /** Whether one `export const` declares several names. */
  readonly joined: boolean;
}

const computed: Literal = { type: "computed" };
const statementWords = /^(?:export|import|const|let|var|function|async|class|type|interface)$/;

/**
 * Reads the literal constants a module exports without running it: `export const a = "x"`, with
 * type annotations and `as const`; `var a = "x"; export { a }` as bundlers write; and
 * `exports.a = "x"` as compilers to CommonJS do.
 *
 * @param wanted stops early, at the first function, once all that the text mentions of these is known
 */
export function exportedLiterals(text: string, wanted: readonly string[] = []): ExportedLiterals {
  return new Reader(text).read(wanted);
}

/** One pass over the top level of a module; holds the position, which every step moves. */
class Reader {
  readonly #next: () => Token | undefined;
  readonly #text: string;
  #token: Token | undefined;
  readonly #locals = new Map<string, Literal>();
  readonly #exported = new Map<string, Literal>();
  /** exported name → local name */
  readonly #lists = new Map<string, string>();
  #open = false;
  #joined = false;

  constructor(text: string) {
    this.#text = text;
    this.#next = lexer(text);
    this.#token = this.#next();
  }

  read(wanted: readonly string[]): ExportedLiterals {
    while (this.#token !== undefined) {
      if (this.#is("function") && wanted.length > 0 && this.#done(wanted)) break;
      this.#statement();
    }
    for (const [name, local] of this.#lists) {
      this.#exported.set(name, this.#locals.get(local) ?? computed);
    }
    const exported = this.#exported;
    const declared = new Set(this.#locals.keys());
    return { exported, declared, open: this.#open, joined: this.#joined };
  }

  #done(wanted: readonly string[]): boolean {
    const rest = this.#token?.start ?? 0;
    return wanted.every((name) => {
      return this.#exported.get(name)?.type === "value" || !this.#text.includes(name, rest);
    });
  }

  #statement(): void {
    if (this.#take("export")) this.#export();
    else if (this.#isDeclaration()) this.#declarations(false);
    else if (this.#is("exports") || this.#is("module")) this.#assignment();
    else this.#skip();
  }

  #export(): void {
    if (this.#isDeclaration()) this.#declarations(true);
    else if (this.#is("{")) this.#exportList();
    else if (this.#take("*")) this.#open = true;
  }

  #exportList(): void {
    const names: [local: string, name: string][] = [];
    this.#advance();
    while (this.#token !== undefined && !this.#take("}")) {
      const local = this.#advance()?.value ?? "";
      const name = this.#take("as") ? (this.#advance()?.value ?? "") : local;
      names.push([local, name]);
      this.#take(",");
    }
    const elsewhere = this.#is("from");
    for (const [local, name] of names) {
      if (elsewhere) this.#exported.set(name, computed);
      else this.#lists.set(name, local);
    }
  }

  #declarations(exported: boolean): void {
    do {
      this.#advance();
      if (this.#token?.type !== "word") {
        this.#skip();
        this.#value();
        continue;
      }
      const name = this.#advance()?.value ?? "";
      if (this.#is(":")) this.#skipUntil(() => this.#is("="));
      const literal = this.#is("=") ? this.#value() : computed;
      this.#locals.set(name, literal);
      if (exported) this.#exported.set(name, literal);
      if (exported && this.#is(",")) this.#joined = true;
    } while (this.#is(","));
  }

  /** `exports.name = value` and `module.exports.name = value`; anything else leaves exports open. */
  #assignment(): void {
    if (this.#take("module") && !(this.#take(".") && this.#is("exports"))) return;
    this.#advance();
    if (this.#is("=")) this.#open = true;
    if (!this.#take(".") || this.#token?.type !== "word") return;
    const name = this.#advance()?.value ?? "";
    if (!this.#is("=")) return;
    const literal = this.#value();
    if (literal.type === "value" || !this.#exported.has(name)) this.#exported.set(name, literal);
  }

  /** From `=` to the end of the expression. */
  #value(): Literal {
    if (!this.#take("=")) return computed;
    const literal = this.#literal();
    if (this.#is("as") || this.#is("satisfies")) this.#skipType();
    if (literal !== undefined && this.#atEnd()) return literal;
    this.#skipUntil((token) => {
      return isComma(token) || (token.newline && statementWords.test(token.value));
    });
    return computed;
  }

  #literal(): Literal | undefined {
    const token = this.#token;
    if (token === undefined) return undefined;
    if (this.#take("[")) return this.#array();
    if (token.type === "string" || (token.type === "template" && token.dynamic !== true)) {
      this.#advance();
      return { type: "value", value: token.value };
    }
    if (token.type === "number") {
      this.#advance();
      return { type: "value", value: Number(token.value) };
    }
    if (this.#take("null") || this.#take("undefined")) return { type: "value", value: null };
    if (this.#take("true") || this.#take("false")) {
      return { type: "value", value: token.value === "true" };
    }
    return undefined;
  }

  #array(): Literal | undefined {
    const values: unknown[] = [];
    while (this.#token !== undefined && !this.#take("]")) {
      const element = this.#literal();
      if (element?.type !== "value" || !(this.#is(",") || this.#is("]"))) {
        this.#skipUntil(() => this.#is("]"));
        this.#take("]");
        return undefined;
      }
      values.push(element.value);
      this.#take(",");
    }
    return { type: "value", value: values };
  }

  /** `as const`, `as string | null`, `satisfies string`: to the end of the line or statement. */
  #skipType(): void {
    this.#advance();
    let after = "";
    this.#skipUntil((token) => {
      const joined = token.value === "|" || after === "|" || after === "";
      after = token.value;
      return isComma(token) || (token.newline && !joined);
    });
  }

  #atEnd(): boolean {
    const token = this.#token;
    if (token === undefined || this.#is(";") || isComma(token)) return true;
    return token.newline && token.type === "word" && token.value !== "as";
  }

  /** Passes tokens, brackets as one, until `;`, a closing bracket or what `stop` says. */
  #skipUntil(stop: (token: Token) => boolean): void {
    while (this.#token !== undefined && !this.#is(";") && !stop(this.#token)) {
      if (this.#is("}") || this.#is(")")) return;
      this.#skip();
    }
  }

  /** Passes one token, or a bracket with all that is in it. */
  #skip(): void {
    let depth = 0;
    do {
      const token = this.#advance();
      if (token?.type !== "punctuation") continue;
      if ("([{".includes(token.value)) depth++;
      else if (")]}".includes(token.value)) depth--;
    } while (depth > 0 && this.#token !== undefined);
  }

  #isDeclaration(): boolean {
    return this.#is("const") || this.#is("let") || this.#is("var");
  }

  #is(value: string): boolean {
    const token = this.#token;
    return token !== undefined && token.value === value && /^(?:word|punct)/.test(token.type);
  }

  #take(value: string): boolean {
    if (!this.#is(value)) return false;
    this.#advance();
    return true;
  }

  #advance(): Token | undefined {
    const token = this.#token;
    this.#token = this.#next();
    return token;
  }
}

function isComma(token: Token): boolean {
  return token.type === "punctuation" && token.value === ",";
}
