// Counts tests and names every skip, so that none goes unseen at the end of a long log.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const all = report.testResults.flatMap((file) => file.assertionResults);
const skipped = all.filter((test) => ["pending", "skipped", "todo"].includes(test.status));
for (const test of skipped) console.log(`skipped: ${test.fullName}`);
const count = (status) => all.filter((test) => test.status === status).length;
console.log(
  `tests: ${count("passed")} passed, ${count("failed")} failed, ${skipped.length} skipped`,
);
process.exitCode = count("failed") > 0 || count("passed") === 0 ? 1 : 0;
