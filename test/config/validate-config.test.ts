import { describe, expect, it } from "vitest";
import { load } from "./config-project.js";

const loading = (settings: string) =>
  load({ "limbeck.config.ts": `export default { ${settings} };` });

describe("settings", () => {
  it.each([
    ["migration", "`migration`", "`migrations`"],
    ["URL", "`URL`", "`url`"],
    ["version_table", "`version_table`", "`versionTable`"],
    ["model", "`model`", "`models`"],
    ["scratch: { ulr: 'x' }, x", "`x`|`scratch.ulr`", ""],
  ])("that do not exist are refused with the nearest that does: %s", async (key, message, hint) => {
    await expect(loading(`${key}: 1`)).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringMatching(message),
      hint: expect.stringContaining(hint),
    });
  });

  it("that resemble none are answered with all", async () => {
    await expect(loading("somethingElse: 1")).rejects.toMatchObject({
      message: "limbeck.config.ts: there is no setting `somethingElse`",
      hint: expect.stringContaining("url, models, migrations"),
    });
    await expect(loading("toString: 1")).rejects.toMatchObject({ code: "config-invalid" });
  });

  it("are checked below the top too", async () => {
    await expect(loading("scratch: { ulr: 'x' }")).rejects.toMatchObject({
      message: expect.stringContaining("`scratch.ulr`"),
      hint: "Did you mean `scratch.url`?",
    });
    await expect(loading("environments: { live: { protected: true } }")).rejects.toMatchObject({
      message: expect.stringContaining("`environments.live.protected`"),
      hint: "Did you mean `environments.live.protect`?",
    });
  });

  it.each([
    "url: 5",
    "url: null",
    "url: { variable: 'X' }",
    "models: './src'",
    "models: ['./src']",
    "models: [{}]",
    "migrations: 5",
    "migrations: ''",
    "versionTable: ' '",
    "versionSchema: []",
    "schema: {}",
    "schemas: 'public'",
    "schemas: [1]",
    "lockTimeout: 'soon'",
    "lockTimeout: -1",
    "lockTimeout: NaN",
    "revisionId: 'uuid'",
    "revisionId: 4",
    "fileTemplate: null",
    "scratch: 'pglite'",
    "scratch: { url: 5 }",
    "environments: []",
    "environments: { live: 'x' }",
    "environments: { live: { protect: 'yes' } }",
  ])("of the wrong type are refused with an example: %s", async (setting) => {
    const name = setting.split(":")[0] ?? "";
    await expect(loading(setting)).rejects.toMatchObject({
      code: "config-invalid",
      exitCode: 2,
      message: expect.stringMatching(`limbeck.config.ts: \`${name}.*\` must be `),
      hint: expect.stringMatching(/^For instance: \w+: ./),
    });
  });

  it.each([
    "url: () => 'x'",
    "url: undefined",
    "lockTimeout: 0",
    "lockTimeout: '1.5s'",
    "lockTimeout: '500ms'",
    "revisionId: 'hex'",
    "revisionId: () => 'x'",
    "models: []",
    "scratch: {}",
    "environments: {}",
  ])("of the right type are taken: %s", async (setting) => {
    await expect(loading(setting)).resolves.toBeDefined();
  });

  it.each([
    ["timezone: 'Mars/North'", 'must be a time zone, not "Mars/North"'],
    ["truncateSlugLength: -1", "must be a number of characters from 1 on, not -1"],
    ["revisionId: '%d'", 'a function, not "%d"'],
    ["postWriteHooks: ['biome', {}]", "command lines and functions; something in it is not"],
  ])("are wrong in a way that is said: %s", async (setting, said) => {
    expect(await loading(setting).catch(String)).toContain(said);
  });

  it("never appear with their value in a message", async () => {
    const error = (await loading("url: ['postgresql://a:s3cret@db/app']").catch(String)) as string;
    expect(error).toContain("not a list");
    expect(error).not.toContain("s3cret");
  });
});
