import type { GlobalOptions } from "./context.js";

/** The flags that decide how anything looks, known before the line is understood. */
export function looks(argv: readonly string[]): GlobalOptions {
  const end = argv.indexOf("--");
  const flags = end === -1 ? argv : argv.slice(0, end);
  const has = (long: string, short: string) =>
    flags.some((flag) => flag === long || (/^-[qv]+$/.test(flag) && flag.includes(short)));
  return {
    json: flags.includes("--json"),
    logFormat: / --log-format[ =]json /.test(` ${flags.join(" ")} `) ? "json" : "text",
    quiet: has("--quiet", "q"),
    verbose: has("--verbose", "v"),
    color: !flags.includes("--no-color"),
  };
}
