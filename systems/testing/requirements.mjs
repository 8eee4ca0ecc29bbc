import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
const fileOf = (system) => join(folder, system, "requirements.json");

/** The systems, by name: those that say what is asked of them. */
export function systems() {
  return readdirSync(folder).filter((name) => existsSync(fileOf(name)));
}

/** The tests of the systems in vitest's report: what ran, where, and why what did not. */
export function readTests(report) {
  const files = JSON.parse(readFileSync(report, "utf8")).testResults;
  return files.flatMap(({ name, assertionResults }) => {
    const [system] = relative(folder, name).split(sep);
    return assertionResults.map(({ title, ancestorTitles, status, failureMessages }) => {
      const around = ancestorTitles.join(" › ");
      const where = around.startsWith("embedded")
        ? "embedded"
        : around.startsWith("real server")
          ? "server"
          : "";
      const reason = /skipped: (.*)\)/.exec(around)?.[1];
      return { system, title, where, status, reason, message: failureMessages?.[0] };
    });
  });
}

/** Prints a line for each requirement, then how many hold. Gives the exit status. */
export function print(names, results) {
  const count = { "✓": 0, "✗": 0, "–": 0 };
  for (const system of names) {
    console.log(`\n${system}`);
    const ran = results.filter((result) => result.system === system);
    for (const [section, requirements] of Object.entries(
      JSON.parse(readFileSync(fileOf(system), "utf8")),
    )) {
      console.log(`  ${section}`);
      for (const [text, tests] of entries(requirements)) {
        const { mark, why } = verdict([tests].flat(), ran);
        count[mark] += 1;
        console.log(`    ${mark} ${text}${why ? ` (${why})` : ""}`);
      }
    }
  }
  const failed = results.filter(
    ({ system, status }) => names.includes(system) && status === "failed",
  );
  console.log("");
  for (const { system, title, where } of failed)
    console.log(`failed: ${system}, ${title}${where && ` (${where})`}`);
  if (count["–"] > 0) console.log(`${count["–"]} left out, with the reason beside them`);
  console.log(`systems: ${count["✓"]} of ${count["✓"] + count["✗"]} requirements`);
  return count["✗"] > 0 || failed.length > 0 ? 1 : 0;
}

/** A list is of tests whose titles say it all. */
function entries(requirements) {
  return Array.isArray(requirements)
    ? requirements.map((title) => [title, title])
    : Object.entries(requirements);
}

/** ✓ where every test ran somewhere and passed wherever it ran; – where something kept all of it from running. */
function verdict(tests, ran) {
  const found = ran.filter(({ title }) => tests.includes(title));
  const passed = found.filter(({ status }) => status === "passed");
  const failed = found.find(({ status }) => status === "failed");
  const reasons = [...new Set(found.flatMap(({ reason }) => reason ?? []))];
  if (failed) return { mark: "✗", why: firstLine(failed.message) };
  const missing = tests.find((test) => !found.some(({ title }) => title === test));
  if (missing === "load") return { mark: "–", why: "without load" };
  if (missing) return { mark: "✗", why: `no test ran that is called "${missing}"` };
  if (tests.every((test) => passed.some(({ title }) => title === test))) {
    const where = [...new Set(passed.map(({ where }) => where).filter(Boolean))];
    return { mark: "✓", why: [where.join(" and "), ...reasons].filter(Boolean).join("; ") };
  }
  if (reasons.length > 0) return { mark: "–", why: reasons.join("; ") };
  return { mark: "✗", why: "skipped without a reason" };
}

function firstLine(message = "") {
  return message.split("\n")[0];
}
