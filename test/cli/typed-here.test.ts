import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { typedHere } from "../../src/cli/typed-here.js";
import { cliProject, line, revisionFile } from "./cli-project.js";

describe("a proposed command", () => {
  it("has the options that say which project and which database is meant", () => {
    const options = {
      config: "db/limbeck.config.ts",
      db: "main",
      env: "staging",
      x: ["tenant=a b"],
    };
    expect(typedHere("`limbeck downgrade -1`.", options)).toBe(
      "`limbeck downgrade --config db/limbeck.config.ts --db main --env staging -x 'tenant=a b' -1`.",
    );
    expect(typedHere("limbeck heads, then limbeck upgrade.", { env: "staging" })).toBe(
      "limbeck heads --env staging, then limbeck upgrade --env staging.",
    );
    const url = "postgresql://app:s3cret@db/app?sslmode=require&password=s3cret";
    expect(typedHere("`limbeck current`", { url })).toBe(
      "`limbeck current --url 'postgresql://app:***@db/app?sslmode=require&password=***'`",
    );
  });

  it("names the variable that holds a URL with a password, and refuses one that is masked", async () => {
    const url = "postgresql://app:s3/cr@et@db/app";
    const line = "`limbeck current --url 'postgresql://app:***@db/app'`";
    expect(typedHere("`limbeck current`", { url })).toBe(line);
    process.env.STAGING_URL = url;
    try {
      expect(typedHere("`limbeck current`", { url })).toBe(
        '`limbeck current --url "$STAGING_URL"`',
      );
    } finally {
      delete process.env.STAGING_URL;
    }
    const { fails } = cliProject();
    expect(await fails("current --url postgresql://app:***@db/app")).toMatchInlineSnapshot(`
      "exit 2
      ! error the database URL postgresql://***@db/app has *** where the password was: none is ever shown
      !   → Put the password in its place, or name a variable that holds the whole: \`--url "$DATABASE_URL"\`.
      !   url-invalid"
    `);
    expect(await fails("current --url postgresql://db/app?password=***")).toContain("url-invalid");
  });

  it("stays as it is where it has them, where nothing was said, and where it is none", () => {
    for (const text of [
      "`limbeck upgrade --env staging --yes-i-mean staging`",
      "`limbeck explain multiple-heads`, `limbeck init db`",
      "limbeck.config.ts, limbeck 0.1.0, limbeck --help, limbeck itself",
    ])
      expect(typedHere(text, { env: "staging" })).toBe(text);
    expect(typedHere("limbeck upgrade", { json: true })).toBe("limbeck upgrade");
  });

  it("is shown so by errors, by reports and by examinations", async () => {
    const { fails, see, json } = cliProject({
      "limbeck.config.ts": `export default {
        url: "pglite:.limbeck/db",
        environments: { staging: { url: "pglite::memory:" } },
      };`,
      ...line("a"),
    });
    expect(await see("status --env staging")).toContain("limbeck upgrade --env staging");
    expect(await fails("show z --env staging")).toContain("`limbeck history --env staging` lists");
    const { error } = await json<{ error: { hint: string } }>("show z --env staging");
    expect(error.hint).toContain("`limbeck history --env staging` lists");
    const examined = await see("doctor --env staging");
    expect(examined).toContain("→ limbeck upgrade --env staging");
    const { sections } = await json<{ sections: unknown }>("doctor --env staging");
    expect(JSON.stringify(sections)).toContain('"hint":"limbeck upgrade --env staging');
  });

  it("is the same for the machines that read what ci found", async () => {
    const { dir, json } = cliProject({
      ...line("a"),
      "migrations/z.ts": revisionFile("z", null, ""),
    });
    const { checks } = await json<{ checks: { hint?: string }[] }>(
      "ci -x tenant=t --format markdown --output report.md",
    );
    expect(checks[0]?.hint).toContain("`limbeck rebase -x tenant=t`");
    expect(readFileSync(join(dir, "report.md"), "utf8")).toContain(`→ ${checks[0]?.hint}`);
  });
});

it("history and show name the database that they ask", async () => {
  const { see, json } = cliProject(line("a", "b"));
  await see("upgrade a");
  const database = "database: embedded .limbeck/db\n";
  expect(await see("history -i")).toBe(
    `exit 0\n${database}b  ← a     b  (head)\na  ← base  a  (current)`,
  );
  expect(await see("history -r current:")).toContain(database);
  expect(await see("show +1")).toContain(`${database}b  b  (head)`);
  expect(await see("lint current:")).toContain(database);
  for (const silent of ["history", "history -r a:", "show b", "show b@", "history -i -q"])
    expect(await see(silent), silent).not.toContain("database:");
  expect(await json("history -i")).toMatchObject([{ revision: "b" }, { current: true }]);
});
