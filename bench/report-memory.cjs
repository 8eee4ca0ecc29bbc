// Preloaded into a measured process: writes its peak resident memory, in KiB, when it ends.
const { readFileSync, writeFileSync } = require("node:fs");

process.on("exit", () => {
  let peak = process.resourceUsage().maxRSS;
  try {
    // On Linux maxRSS begins with what the parent had; VmHWM is this program's own.
    peak = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1];
  } catch {}
  writeFileSync(process.env.LIMBECK_BENCH_REPORT, String(peak));
});
