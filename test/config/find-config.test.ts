import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findConfig, loadConfig } from "../../src/config/index.js";
import { projectFolder } from "../script/project-folder.js";

describe("findConfig", () => {
  it.each(["ts", "mts", "js", "mjs", "cjs"])("finds limbeck.config.%s", (extension) => {
    const dir = projectFolder({ [`limbeck.config.${extension}`]: "" });
    expect(findConfig(dir)).toEqual({ file: join(dir, `limbeck.config.${extension}`), dir });
  });

  it("finds it in .config, whose paths start from the folder above", () => {
    const dir = projectFolder({ ".config/limbeck.config.ts": "", "package.json": "{}" });
    const found = { file: join(dir, ".config/limbeck.config.ts"), dir };
    expect(findConfig(dir)).toEqual(found);
    expect(findConfig(dir, ".config/limbeck.config.ts")).toEqual(found);
  });

  it("walks up to the nearest package.json and no further", () => {
    const dir = projectFolder({
      "limbeck.config.ts": "",
      "packages/app/package.json": "{}",
      "packages/app/src/x.ts": "",
      "lib/deep/x.ts": "",
      "package.json": "{}",
    });
    expect(findConfig(join(dir, "lib/deep")).dir).toBe(dir);
    const app = join(dir, "packages/app");
    expect(() => findConfig(join(app, "src"))).toThrow(
      expect.objectContaining({
        code: "config-missing",
        message: "there is no limbeck.config.ts in ., ..",
        hint: expect.stringContaining("npx limbeck init"),
        details: { looked: [join(app, "src"), app] },
      }),
    );
  });

  it("takes a file or a folder by name, relative to the working directory", () => {
    const dir = projectFolder({ "a/limbeck.config.js": "", "other.config.ts": "" });
    expect(findConfig(dir, "a")).toEqual({
      file: join(dir, "a/limbeck.config.js"),
      dir: join(dir, "a"),
    });
    expect(findConfig(join(dir, "a"), "../other.config.ts")).toEqual({
      file: join(dir, "other.config.ts"),
      dir,
    });
  });

  it("says which named file or folder is not there", () => {
    const dir = projectFolder();
    mkdirSync(join(dir, "empty"));
    expect(() => findConfig(dir, "gone.ts")).toThrow(
      expect.objectContaining({
        code: "config-missing",
        message: "there is no configuration gone.ts",
      }),
    );
    expect(() => findConfig(dir, "empty")).toThrow("there is no limbeck.config.ts in empty");
  });

  it("fails loadConfig in the same way", async () => {
    const cwd = projectFolder({ "package.json": "{}" });
    await expect(loadConfig({ cwd })).rejects.toMatchObject({
      code: "config-missing",
      exitCode: 2,
    });
  });
});
