import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const programs = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));
const left = new Set([".limbeck", "dist", "node_modules", "test", "walkthroughs"]);

/**
 * Walks through a piece of work as a developer would type it, in a copy of the project that `script`
 * belongs to: the project stays as it is. The database is that of DATABASE_URL, or an embedded one in
 * the copy.
 *
 * @param script its `import.meta.url`, in the project's folder `walkthroughs`
 */
export function walk(script, steps) {
  const project = fileURLToPath(new URL("..", script));
  const copy = join(project, ".limbeck/walkthroughs", basename(script, ".mjs"));
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of readdirSync(project))
    if (!left.has(part)) cpSync(join(project, part), join(copy, part), { recursive: true });
  try {
    steps({
      /** Says what comes next. */
      say: (text) => console.log(`\n# ${text}`),
      /** Types a command, shows what it prints, and gives that back. */
      type: (...words) => type(copy, words),
      /** Writes a file, or changes one from its text. */
      write(file, text) {
        const path = join(copy, file);
        console.log(`  ${typeof text === "string" ? "+" : "~"} ${file}`);
        writeFileSync(path, typeof text === "string" ? text : text(readFileSync(path, "utf8")));
      },
      /** Takes a file away. */
      remove(file) {
        console.log(`  - ${file}`);
        rmSync(join(copy, file));
      },
      /** The revision file whose name ends like that. */
      revision: (end) =>
        join(
          "migrations",
          readdirSync(join(copy, "migrations")).find((file) => file.endsWith(end)),
        ),
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function type(cwd, words) {
  const [command, ...args] = words;
  console.log(`$ ${words.map((word) => (word.includes(" ") ? `"${word}"` : word)).join(" ")}`);
  const PATH = `${programs}${delimiter}${process.env.PATH}`;
  const printed = execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, PATH },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(printed);
  return printed;
}
