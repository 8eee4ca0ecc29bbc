import type { Examined } from "./examined.js";

const scripts = [
  "{Dockerfile,Containerfile,package.json}",
  "*.{sh,yml,yaml}",
  "{docker,scripts,.github/workflows}/*.{sh,yml,yaml}",
];
const pages = ["*.md", "docs/*.md"];

/** Lines of the project's scripts and pages that call a command there is not. */
export function strayCommands({ files }: Examined, known: readonly string[]): string[] {
  const stray: string[] = [];
  for (const { name, text } of [...files(...scripts), ...files(...pages)]) {
    const lines = name.endsWith(".md") ? codeOf(text) : commandsOf(text, name);
    for (const [at, line] of lines)
      for (const [, word] of line.matchAll(/(?:^|[\s"'`&|;(/])limbeck ([a-z][a-z-]*)/g))
        if (!known.includes(word!)) stray.push(`${name}:${at}: limbeck ${word}`);
  }
  return stray;
}

type Line = readonly [number: number, text: string];

/** Every line without its comment, and without what is only said to people. */
function commandsOf(text: string, name: string): Line[] {
  return text.split(/\r?\n/).map((line, at) => {
    const code = name.endsWith(".json") ? line : line.replace(/(^|\s)#.*$/, "$1");
    return [at + 1, code.replace(/\becho\s+(["']).*?\1/g, "")];
  });
}

/** Of a page, what is meant to be typed: in fences after a prompt or alone, and in backticks. */
function codeOf(text: string): Line[] {
  let fenced = false;
  return text.split(/\r?\n/).flatMap((line, at): Line[] => {
    if (/^\s*```/.test(line)) {
      fenced = !fenced;
      return [];
    }
    if (fenced) {
      const typed = /^\s*(?:\$ )?((?:[A-Z_]+=\S+ )*(?:npx )?limbeck .*)$/.exec(line)?.[1];
      return typed === undefined ? [] : [[at + 1, typed.replace(/\s#.*$/, "")]];
    }
    return [...line.matchAll(/`((?:npx )?limbeck [^`]*)`/g)].map(([, code]) => [at + 1, code!]);
  });
}
