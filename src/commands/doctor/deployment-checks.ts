import { statSync } from "node:fs";
import { basename } from "node:path";
import { absent, type Check, failed, ok, skipped } from "./check.js";
import type { Examined, ProjectFile } from "./examined.js";
import { strayCommands } from "./stray-commands.js";

const image: Check = {
  id: "dockerfile",
  title: "the image starts through the entrypoint",
  run(examined) {
    const [file] = examined.files("{Dockerfile,Containerfile}");
    if (!file) return absent("there is no Dockerfile", "limbeck init --with docker writes one.");
    const script = entrypoint(examined);
    const started = /^\s*(?:ENTRYPOINT|CMD)\b.*$/gim.test(file.text);
    if (!started)
      return failed(`${file.name} starts nothing`, 'Add: ENTRYPOINT ["./entrypoint.sh"]');
    if (!script) return skipped(`${file.name} is there, but no entrypoint.sh`);
    const named = new RegExp(`^\\s*(?:ENTRYPOINT|CMD)\\b.*${escaped(basename(script.name))}`, "im");
    if (named.test(file.text)) return ok(file.name);
    return failed(
      `${file.name} does not start ${script.name}: the service would run on an old schema`,
      `Add: ENTRYPOINT ["./${script.name}"]`,
    );
  },
};

const starts: Check = {
  id: "entrypoint",
  title: "the entrypoint upgrades first, and starts nothing when that fails",
  run(examined) {
    const script = entrypoint(examined);
    if (!script)
      return absent("there is no entrypoint.sh", "limbeck init --with docker writes one.");
    const { name, text, path } = script;
    const code = withoutComments(text);
    if (!/\blimbeck(?:\.js)? upgrade\b/.test(code))
      return failed(`${name} does not upgrade`, "Add: limbeck upgrade --wait 60s");
    if (
      !/^\s*set -\w*e|limbeck upgrade[^\n]*(?:\|\|\s*exit|&&)|if ! [^\n]*limbeck upgrade/m.test(
        code,
      )
    )
      return failed(`${name} goes on when the upgrade fails`, "Begin it with: set -e");
    if (!/^\s*exec\s+"\$@"/m.test(code))
      return failed(
        `${name} does not become the service: signals would not reach it`,
        'End it with: exec "$@"',
      );
    // Windows keeps no such bit.
    if (process.platform !== "win32" && (statSync(path).mode & 0o111) === 0)
      return failed(`${name} cannot be executed`, `chmod +x ${name}`);
    return ok(name);
  },
};

const compose: Check = {
  id: "compose",
  title: "the service waits until the database is healthy",
  run({ files }) {
    const [file] = files("{docker-compose,compose}.{yml,yaml}");
    if (!file) return absent("there is no compose file", "limbeck init --with docker writes one.");
    if (!/^\s*healthcheck:/m.test(file.text))
      return failed(
        `${file.name} has no health check`,
        "Let pg_isready be the healthcheck of the database.",
      );
    if (!/condition:\s*["']?service_healthy/.test(file.text))
      return failed(
        `${file.name} starts the service beside the database, not behind it`,
        "Add to the service: depends_on: { postgres: { condition: service_healthy } }",
      );
    return ok(file.name);
  },
};

const pipeline: Check = {
  id: "ci",
  title: "the pipeline checks the migrations",
  run({ filesAbove, files }) {
    const found = filesAbove(
      ".github/workflows/*.{yml,yaml}",
      "{.gitlab-ci,azure-pipelines,bitbucket-pipelines}.yml",
      ".circleci/config.yml",
    );
    if (found.length === 0)
      return absent("no workflow was found", "limbeck init --with github writes one.");
    const scripts = scriptsOf(files("package.json")[0]);
    const checks = found.find(({ text }) => checksMigrations(withoutComments(text), scripts));
    if (checks) return ok(checks.name);
    const names = found.map(({ name }) => name).join(", ");
    return failed(
      `${names} never compares models and migrations`,
      "Add the step: npx limbeck check",
    );
  },
};

const tests: Check = {
  id: "tests",
  title: "the tests run the migrations",
  run({ files }) {
    const found = files(
      "{test,tests,src,spec}/**/*.{test,spec}.{ts,mts,js,mjs}",
      "*.{test,spec}.{ts,mts,js,mjs}",
    );
    const ours = found.find(({ text }) => /["']limbeck(?:\/testing)?["']/.test(text));
    if (ours) return ok(ours.name);
    return absent(
      found.length === 0 ? "there are no tests" : "no test imports limbeck or limbeck/testing",
      'In a test file: await migrationTests(), from "limbeck/testing".',
    );
  },
};

const docs: Check = {
  id: "docs",
  title: "the pages for developers say how to migrate",
  run({ files }) {
    const found = files("{README,MIGRATIONS,DEVELOPMENT,CONTRIBUTING}.md", "docs/*.md");
    const ours = found.find(({ text }) => /\blimbeck upgrade\b/.test(text));
    if (ours) return ok(ours.name);
    return absent(
      found.length === 0 ? "there is no README.md" : "no page names limbeck upgrade",
      "Say in README.md or MIGRATIONS.md: limbeck generate, limbeck upgrade.",
    );
  },
};

const commands: Check = {
  id: "commands",
  title: "scripts and pages use commands there are",
  async run(examined) {
    if (!examined.commands) return skipped("the command line was not asked");
    const project = await examined.project().catch(() => undefined);
    const own = Object.keys(project?.loaded.config.commands ?? {});
    const stray = strayCommands(examined, [...examined.commands, ...own]);
    if (stray.length === 0) return ok();
    return failed(stray.join("\n"), "limbeck --help lists the commands.");
  },
};

export const deploymentChecks: readonly Check[] = [
  image,
  starts,
  compose,
  pipeline,
  tests,
  docs,
  commands,
];

function entrypoint({ files }: Examined): ProjectFile | undefined {
  return files(
    "{entrypoint,docker-entrypoint}.sh",
    "{docker,scripts}/{entrypoint,docker-entrypoint}.sh",
  )[0];
}

function scriptsOf(manifest: ProjectFile | undefined): Readonly<Record<string, string>> {
  return (
    (manifest && (JSON.parse(manifest.text) as { scripts?: Record<string, string> }).scripts) ?? {}
  );
}

/** Directly, or by a script of package.json, whose tests are those of the check above. */
function checksMigrations(text: string, scripts: Readonly<Record<string, string>>): boolean {
  if (/\blimbeck (?:check|ci|doctor)\b/.test(text)) return true;
  const run = [...text.matchAll(/\b(?:npm|pnpm|yarn|bun)(?: run)? ([\w:-]+)/g)].map(
    ([, name]) => name!,
  );
  return run.some(
    (name) =>
      /^t(?:est)?$/.test(name) || /\blimbeck (?:check|ci|doctor)\b/.test(scripts[name] ?? ""),
  );
}

/** Of shell, YAML and Dockerfiles. */
function withoutComments(text: string): string {
  return text.replace(/(^|\s)#(?!!).*$/gm, "$1");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
