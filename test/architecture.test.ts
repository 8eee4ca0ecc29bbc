import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/**
 * The one rule: a folder imports only from strictly lower layers; never sideways, never up. Type
 * imports count. `index.ts` at the top re-exports and stands outside.
 */
const layers = [
  ["diagnostic"],
  ["catalog", "revision", "driver"],
  ["operation"],
  ["dialect", "diff", "render", "script"],
  ["plan", "source"],
  ["runtime"],
  ["scratch", "lint"],
  ["config"],
  ["commands"],
  ["cli", "testing"],
];

const src = fileURLToPath(new URL("../src", import.meta.url));
const layerOf = new Map(layers.flatMap((names, i) => names.map((name) => [name, i] as const)));
const specifier = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']/g;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly line: string;
}

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join(src, name));

function importsOf(file: string): Import[] {
  return [...readFileSync(file, "utf8").matchAll(specifier)].map(([, target]) => {
    const to = relative(src, resolve(dirname(file), target!));
    const from = relative(src, file);
    return { from, to, line: `${from} → ${to}` };
  });
}

const imports = files.flatMap(importsOf);
const folder = (path: string) => path.split(sep)[0]!;

describe("the layers", () => {
  it("have a place for every folder of src", () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((e) => e.isDirectory());
    expect(folders.map((e) => e.name).filter((name) => !layerOf.has(name))).toEqual([]);
  });

  it("import only downwards", () => {
    const across = imports.filter(({ from }) => from.includes(sep));
    const upwards = across.filter(({ from, to }) => {
      const [a, b] = [folder(from), folder(to)];
      return a !== b && !(layerOf.get(b)! < layerOf.get(a)!);
    });
    expect(across.length).toBeGreaterThan(100);
    expect(upwards.map((i) => i.line)).toEqual([]);
  });
});

describe("the files of src", () => {
  it("stay under 400 lines", () => {
    const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > 400);
    expect(long.map((file) => relative(src, file))).toEqual([]);
  });

  it("re-export, and do nothing else, where they are called index.ts", () => {
    const bodies = files.filter((file) => file.endsWith(`${sep}index.ts`));
    const working = bodies.filter((file) =>
      /^(?:export )?(?:async )?(?:function|const|let|class)\b/m.test(readFileSync(file, "utf8")),
    );
    expect(working.map((file) => relative(src, file))).toEqual([]);
  });

  it("know no kind of object in the generic diff", () => {
    const diff = files.filter((file) => folder(relative(src, file)) === "diff");
    const named = diff.filter((file) => {
      const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      return /["'`](?:table|column|index|enum|sequence|schema|constraint|view)\b/.test(code);
    });
    expect(named.map((file) => relative(src, file))).toEqual([]);
  });
});
