import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withFileFault } from "../../src/cli/file-fault.js";
import { LimbeckError } from "../../src/diagnostic/index.js";
import { cliProject } from "./cli-project.js";

describe("a file that cannot be used", () => {
  test("is in the way of a new project, of which nothing is left", async () => {
    const project = cliProject({ db: "" });
    project.remove("limbeck.config.ts");
    expect(await project.fails("init db")).toMatchInlineSnapshot(`
      "exit 1
      ! error db cannot be made: a file is in the way
      !   → Name another folder, or move the file away.
      !   file-failed"
    `);
    expect(existsSync(join(project.dir, "limbeck.config.ts"))).toBe(false);
  });

  test("is in the way of what is written", async () => {
    const project = cliProject({ src: "" });
    expect(await project.fails("bundle src/revisions.ts")).toContain("file-failed");
  });

  test.each([
    ["EACCES", "open", "migrations/a.ts cannot be opened: permission denied"],
    ["EPERM", "unlink", "migrations/a.ts cannot be taken away: permission denied"],
    ["EROFS", "mkdir", "migrations/a.ts cannot be made: nothing can be written there"],
    ["ENOSPC", "write", "migrations/a.ts cannot be written: no space is left"],
  ])("says why: %s", (code, syscall, message) => {
    const path = "migrations/.a.ts.0a1b2c3d.tmp";
    const thrown = Object.assign(new Error(`${code}: …`), { code, syscall, path });
    expect(withFileFault(thrown)).toMatchObject({ code: "file-failed", message, cause: thrown });
  });

  test("is not what every error tells of", () => {
    const ours = new LimbeckError("usage", "…");
    const socket = Object.assign(new Error("…"), { code: "ECONNREFUSED" });
    for (const other of [ours, socket, "text"]) expect(withFileFault(other)).toBe(other);
  });
});
