import { relative } from "node:path";
import { unreadModels } from "../comparing/unread-models.js";
import { modelSources } from "../workbench/cache-keys.js";
import { absent, type Check, counted, failed, ok, skipped } from "./check.js";
import { revisionChecks } from "./revision-checks.js";

const config: Check = {
  id: "config",
  title: "the configuration is read",
  async run({ project, dir }) {
    const { loaded } = await project();
    return ok(relative(dir, loaded.file));
  },
};

const installed: Check = {
  id: "package",
  title: "package.json names limbeck",
  run({ files }) {
    const [file] = files("package.json");
    const hint = "npm install limbeck";
    if (!file) return absent("there is no package.json", hint);
    const { name, ...manifest } = JSON.parse(file.text) as Record<string, unknown>;
    const own = { ...(manifest.dependencies ?? {}), ...(manifest.devDependencies ?? {}) };
    return "limbeck" in own || name === "limbeck"
      ? ok(file.name)
      : failed(`${file.name} does not name it, so another machine has none or another one`, hint);
  },
};

const models: Check = {
  id: "models",
  title: "the models are read",
  needs: ["config"],
  async run(examined) {
    if (modelSources(await examined.project()).length === 0)
      return skipped("the configuration names no models: revisions are written by hand");
    const { statements, summary } = await examined.models();
    const tables = statements.filter(({ defines }) => defines?.startsWith("table "));
    return ok(`${counted(tables.length, "table")} in ${counted(summary.length, "file")}`);
  },
};

const allModels: Check = {
  id: "all-models",
  title: "no model is left out",
  needs: ["models"],
  async run({ project }) {
    const unread = await unreadModels(await project());
    if (unread.length === 0) return ok();
    return failed(
      `the configuration does not read all models:\n${unread.join("\n")}`,
      "Widen the pattern under `models` in limbeck.config.ts, or import the file from one that is read.",
    );
  },
};

const ignored: Check = {
  id: "ignored",
  title: "the tool's folder and .env stay out of version control",
  run({ files, filesAbove }) {
    const ignores = filesAbove(".gitignore");
    const lines = ignores.flatMap(({ text }) => text.split(/\r?\n/).map((line) => line.trim()));
    const has = (name: string) => lines.some((line) => line.replace(/^\/|\/$|\*$/g, "") === name);
    const wanted = [".limbeck", ...(files(".env").length > 0 ? [".env"] : [])];
    const missing = wanted.filter((name) => !has(name));
    if (missing.length === 0) return ok();
    const text = `not in .gitignore: ${missing.join(", ")}`;
    return failed(text, `Add ${missing.length === 1 ? "the line" : "these lines"} to .gitignore.`);
  },
};

const environment: Check = {
  id: "env-example",
  title: ".env.example names the variables of the configuration",
  needs: ["config"],
  async run({ project, files }) {
    const { config: said } = (await project()).loaded;
    const settings = [said.url, ...Object.values(said.environments ?? {}).map(({ url }) => url)];
    const names = settings.flatMap((url) =>
      typeof url === "object" && url !== null ? [url.variable] : [],
    );
    if (names.length === 0) return skipped("the configuration reads no variable");
    const [file] = files(".env.example");
    if (!file) return absent("there is no .env.example", `Write one with ${names.join(", ")}.`);
    const missing = names.filter((name) => !new RegExp(`^#?\\s*${name}=`, "m").test(file.text));
    if (missing.length === 0) return ok(names.join(", "));
    return failed(`it lacks ${missing.join(", ")}`, `Add a line to .env.example: ${missing[0]}=`);
  },
};

export const projectChecks: readonly Check[] = [
  config,
  installed,
  models,
  allModels,
  ...revisionChecks,
  ignored,
  environment,
];
