import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { importSpecifiers } from "../../src/script/index.js";

const src = fileURLToPath(new URL("../../src", import.meta.url));

/** Every file that is loaded with this one, before anything is called. */
function loadedWith(entry: string): string[] {
  const files = new Set<string>();
  const follow = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const { specifier, form, typeOnly } of importSpecifiers(readFileSync(file, "utf8")))
      if (specifier.startsWith(".") && form === "static" && !typeOnly)
        follow(resolve(dirname(file), specifier).replace(/\.js$/, ".ts"));
  };
  follow(resolve(src, entry));
  return [...files].map((file) => relative(src, file));
}

// A hundred files of object kinds would double what `current` takes.
it("knows no object kinds until a command asks for them", () => {
  const heavy = /^(?:dialect\/postgres\/kinds|diff|plan|render)\//;
  for (const entry of ["commands/index.ts", "commands/reading/current.ts", "cli/main.ts"])
    expect(loadedWith(entry).filter((file) => heavy.test(file))).toEqual([]);
  expect(loadedWith("commands/comparing/check.ts").some((file) => heavy.test(file))).toBe(true);
});
