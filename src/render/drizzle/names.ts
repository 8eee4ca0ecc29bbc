/**
 * What a name of the database is called in TypeScript: `usuario_id` is `usuarioId`. What is no
 * identifier becomes one.
 */
export function camelCase(name: string): string {
  const words = name.split(/[^\p{L}\p{N}$]+/u).filter((word) => word !== "");
  const [first = "_", ...rest] = words.map((word) => (/\p{Ll}/u.test(word) ? word : lower(word)));
  const joined = [lowerFirst(first), ...rest.map(upperFirst)].join("");
  return /^[\p{ID_Start}$_]/u.test(joined) ? joined : `_${joined}`;
}

/** Gives every thing of a scope a name that no other thing in it has. */
export interface Scope {
  /** The first of the names that is free; with a number behind it where none is. */
  take(...names: readonly string[]): string;
}

export function scope(taken: Iterable<string> = []): Scope {
  const used = new Set(taken);
  return {
    take(...names) {
      const last = names.at(-1)!;
      let name = names.find((one) => !used.has(one));
      for (let n = 2; name === undefined; n++) if (!used.has(`${last}${n}`)) name = `${last}${n}`;
      used.add(name);
      return name;
    },
  };
}

/** No variable can be called that. */
export const reservedWords: readonly string[] =
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  );

function lower(word: string): string {
  return word.toLowerCase();
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

export function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
