// The quick start of README.md, run as a new user would: an empty folder, the packed package and
// nothing else. Its transcript has to be the one README shows; `--write` puts it there.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = join(root, "README.md");
const block = /(<!-- transcript -->\n)([\s\S]*?)(<!-- \/transcript -->)/;

const folder = mkdtempSync(join(tmpdir(), "limbeck-packed-"));
const project = join(folder, "vales");
mkdirSync(project);
try {
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
  });
  const tarball = join(folder, packed.trim().split("\n").at(-1));
  const npm = (...args) =>
    execFileSync("npm", args, { cwd: project, stdio: ["ignore", "ignore", "inherit"] });
  npm("init", "-y", "--silent");
  npm("install", "--silent", "--no-audit", "--no-fund", tarball);
  const transcript = normalise(quickStart());
  if (process.argv.includes("--write")) {
    writeFileSync(
      readme,
      readFileSync(readme, "utf8").replace(
        block,
        (_, start, __, end) => `${start}${transcript}\n${end}`,
      ),
    );
    console.log("README.md has the new transcript");
  } else check(transcript);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function quickStart() {
  const model = (
    length,
  ) => `import { bigint, pgTable, timestamp, varchar } from "drizzle-orm/pg-core";

export const vales = pgTable("vales", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  folio: varchar({ length: ${length} }).notNull().unique(),
  status: varchar({ length: 20 }).notNull().default("abierto"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});
`;
  const file = "src/models/vales.ts";
  const parts = [];
  parts.push(console_("npx limbeck init"));
  write(file, model(20));
  parts.push(`Write a table, in \`${file}\`:`, code("ts", model(20)));
  parts.push("Have the revision written, and proved:");
  parts.push(console_("npx limbeck revision --autogenerate -m 'create vales'"));
  const [first] = revisionFiles();
  parts.push("This is what it wrote:", code("ts", readFileSync(join(project, first), "utf8")));
  parts.push(console_("npx limbeck upgrade head"));
  write(file, model(40));
  parts.push(`Make \`folio\` longer in the model (\`length: 40\`), and again:`);
  parts.push(
    console_(
      "npx limbeck check",
      "npx limbeck generate longer folio",
      "npx limbeck upgrade",
      "npx limbeck history",
      "npx limbeck check",
      "npx limbeck downgrade base",
    ),
  );
  return parts.join("\n\n");
}

function write(name, text) {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}

function revisionFiles() {
  return execFileSync("ls", ["migrations"], { cwd: project, encoding: "utf8" })
    .split("\n")
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `migrations/${name}`);
}

function console_(...commands) {
  return code("console", commands.map((command) => `$ ${command}\n${run(command)}`).join("\n"));
}

function run(command) {
  const env = { ...process.env, NODE_ENV: "development", DATABASE_URL: "", CI: "", NO_COLOR: "1" };
  delete env.DATABASE_URL;
  delete env.CI;
  const done = spawnSync(command, { cwd: project, shell: true, encoding: "utf8", env });
  const expected = command.endsWith("check") ? [0, 3] : [0];
  if (!expected.includes(done.status))
    throw new Error(`${command} exited with ${done.status}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

function code(language, text) {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** What differs from run to run gets one spelling. */
function normalise(text) {
  const ids = new Map();
  const fixed = ["1975ea83b712", "ae1027a6acf1"];
  return text
    .replace(/(?<![0-9a-z])[0-9a-f]{12}(?![0-9a-z])/g, (id) => {
      if (!ids.has(id)) ids.set(id, fixed[ids.size] ?? id);
      return ids.get(id);
    })
    .replace(/ · \d{4}-\d\d-\d\d/g, " · 2026-11-21")
    .replace(/\b\d+ ms\b/g, "9 ms");
}

function check(transcript) {
  const shown = block.exec(readFileSync(readme, "utf8"))?.[2].trimEnd();
  if (shown === transcript) {
    console.log("the packed package does what README.md shows");
    return;
  }
  console.error("README.md shows another transcript than the packed package gives:\n");
  const [a, b] = [String(shown).split("\n"), transcript.split("\n")];
  for (let i = 0; i < Math.max(a.length, b.length); i++)
    if (a[i] !== b[i])
      console.error(`line ${i + 1}\n  README  ${a[i] ?? ""}\n  packed  ${b[i] ?? ""}`);
  console.error("\nRun `npm run packed -- --write` if the new one is right.");
  process.exitCode = 1;
}
