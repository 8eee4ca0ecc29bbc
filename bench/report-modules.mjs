// Preloaded into a measured process: writes every module it resolves, one to a line.
import { appendFileSync } from "node:fs";
import { createRequire, register } from "node:module";

const report = process.env.LIMBECK_BENCH_REPORT;
const hooks = `
  import { appendFileSync } from "node:fs";
  export async function load(url, context, next) {
    appendFileSync(${JSON.stringify(report)}, url + "\\n");
    return next(url, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
process.on("exit", () => {
  const { cache } = createRequire(import.meta.url);
  appendFileSync(report, Object.keys(cache).join("\n"));
});
