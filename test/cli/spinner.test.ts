import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { buildCli, builtFile } from "./built-cli.js";

buildCli();

type Threaded = typeof import("../../src/cli/threaded-spinner.js");

/** Nothing else of this thread runs meanwhile, as while an embedded database is at work. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test("the line goes on while the thread that asked for it is busy, and stays away afterwards", async () => {
  const url = pathToFileURL(builtFile("dist/chunks/threaded-spinner.js")).href;
  const { threadedSpinner } = (await import(url)) as Threaded;
  const folder = mkdtempSync(join(tmpdir(), "limbeck-spinner-"));
  const file = join(folder, "terminal");
  const descriptor = openSync(file, "a");
  try {
    const spinner = threadedSpinner((text) => writeSync(descriptor, text), {
      descriptor,
      width: 30,
    });
    const lines = () => readFileSync(file, "utf8").split("\r\u001b[K").slice(1);
    spinner.start("proving it");
    for (let tries = 0; lines().length < 3 && tries < 100; tries++) block(100);
    spinner.start("and something else");
    block(300);
    spinner.stop();
    const drawn = lines();
    expect(drawn[0]).toBe("⠋ proving it");
    expect(drawn.filter((line) => line.includes("proving it")).length).toBeGreaterThan(2);
    expect(drawn.filter((line) => line.includes("and something else")).length).toBeGreaterThan(1);
    expect(drawn.at(-1)).toBe("");
    block(300);
    expect(lines()).toEqual(drawn);
  } finally {
    closeSync(descriptor);
    rmSync(folder, { recursive: true });
  }
});
