import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolveScratchUrl, resolveUrl } from "../../src/config/index.js";
import { load } from "./config-project.js";

const variables = ["DATABASE_URL", "PROD_URL", "CI", "NODE_ENV"] as const;
const saved = variables.map((name) => process.env[name]);
beforeEach(() => {
  for (const name of variables) delete process.env[name];
});
afterEach(() => {
  variables.forEach((name, index) => {
    const value = saved[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  });
});

const loading = (settings: string, more: Record<string, string> = {}) => {
  const head = 'import { defineConfig, env } from "limbeck";';
  return load({
    "limbeck.config.ts": `${head}\nexport default defineConfig({ ${settings} });`,
    ...more,
  });
};
const usual = 'url: env("DATABASE_URL", { development: "pglite:.limbeck/db" })';

describe("resolveUrl", () => {
  it("takes the option, then the variable, then the development value", async () => {
    const loaded = await loading(usual);
    expect(await resolveUrl(loaded)).toEqual({
      url: "pglite:.limbeck/db",
      from: "development fallback",
      isProtected: false,
    });
    process.env.DATABASE_URL = "postgresql://db/app";
    expect(await resolveUrl(loaded)).toMatchObject({
      url: "postgresql://db/app",
      from: "DATABASE_URL",
    });
    expect(await resolveUrl(loaded, { url: " pglite::memory: " })).toMatchObject({
      url: "pglite::memory:",
      from: "--url",
    });
  });

  it("takes the variable from .env", async () => {
    const loaded = await loading(usual, { ".env": "DATABASE_URL=postgresql://dot/env" });
    expect(await resolveUrl(loaded)).toMatchObject({
      url: "postgresql://dot/env",
      from: "DATABASE_URL",
    });
  });

  it.each(['"u"', '() => "u"', 'async () => "u"'])("takes url: %s", async (url) => {
    expect(await resolveUrl(await loading(`url: ${url}`))).toMatchObject({
      url: "u",
      from: "config",
    });
  });

  it("does not call or read anything before it is needed", async () => {
    const loaded = await loading('url: () => { throw new Error("called"); }');
    expect(await resolveUrl(loaded, { url: "u" })).toMatchObject({ from: "--url" });
    await expect(resolveUrl(loaded)).rejects.toMatchObject({
      code: "config-failed",
      message: "limbeck.config.ts: `url` threw: called",
    });
  });

  it.each([
    ["no url", "schema: 'x'", /`url` is missing/],
    ["an undefined url", "url: process.env.NOT_THERE", /`url` is missing/],
    ["an empty url", "url: ' '", /`url` is empty/],
    ["a function that gives nothing", "url: () => ''", /`url` is empty/],
  ])("with %s is url-missing with an example", async (_name, settings, message) => {
    await expect(resolveUrl(await loading(settings))).rejects.toMatchObject({
      code: "url-missing",
      exitCode: 2,
      message: expect.stringMatching(message),
      hint: expect.stringContaining('url: env("DATABASE_URL"'),
    });
  });

  it("refuses an empty option and a function that gives no string", async () => {
    await expect(resolveUrl(await loading(usual), { url: "" })).rejects.toMatchObject({
      code: "url-missing",
      message: "--url is empty",
    });
    await expect(resolveUrl(await loading("url: () => 5"))).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringContaining("gave number, not a string"),
    });
  });

  it.each([{ NODE_ENV: "production" }, { CI: "true" }])("has no fallback with %j", async (set) => {
    const loaded = await loading(usual);
    Object.assign(process.env, set);
    await expect(resolveUrl(loaded)).rejects.toMatchObject({
      code: "url-missing",
      exitCode: 2,
      message: expect.stringContaining("DATABASE_URL is not set"),
    });
  });
});

describe("environments", () => {
  const several = `${usual}, environments: {
    production: { url: env("PROD_URL", { development: "pglite:x" }), protect: true }, staging: { url: "s" }, bare: {} }`;

  it("name their own database", async () => {
    const loaded = await loading(several);
    expect(await resolveUrl(loaded, { environment: "staging" })).toEqual({
      url: "s",
      from: "config",
      isProtected: false,
    });
    process.env.PROD_URL = "p";
    const production = { environment: "production" };
    expect(await resolveUrl(loaded, production)).toEqual({
      url: "p",
      from: "PROD_URL",
      isProtected: true,
    });
    expect(await resolveUrl(loaded, { ...production, url: "u" })).toMatchObject({
      url: "u",
      isProtected: true,
    });
  });

  it("that are protected have no fallback", async () => {
    await expect(
      resolveUrl(await loading(several), { environment: "production" }),
    ).rejects.toMatchObject({
      code: "url-missing",
      message: expect.stringMatching(
        /PROD_URL is not set, and .* protected environment production/,
      ),
    });
  });

  it("never take the database of another", async () => {
    process.env.DATABASE_URL = "other";
    await expect(resolveUrl(await loading(several), { environment: "bare" })).rejects.toMatchObject(
      {
        code: "url-missing",
        message: expect.stringContaining("`environments.bare.url` is missing"),
      },
    );
  });

  it.each([
    ["prod", "There is production, staging, bare."],
    ["productoin", 'Did you mean "production"?'],
    ["toString", "There is production"],
  ])("that do not exist are refused: %s", async (environment, hint) => {
    await expect(resolveUrl(await loading(several), { environment })).rejects.toMatchObject({
      code: "config-invalid",
      message: `limbeck.config.ts has no environment "${environment}"`,
      hint: expect.stringContaining(hint),
    });
  });

  it("that are not configured at all are explained", async () => {
    await expect(resolveUrl(await loading(usual), { environment: "live" })).rejects.toMatchObject({
      hint: expect.stringContaining("environments: { live:"),
    });
  });
});

describe("resolveScratchUrl", () => {
  it("is undefined for the embedded one, else what is named", async () => {
    expect(resolveScratchUrl(await loading(usual))).toBeUndefined();
    expect(resolveScratchUrl(await loading('scratch: { url: "s" }'))).toBe("s");
    expect(
      resolveScratchUrl(await loading('scratch: { url: env("X", { development: "d" }) }')),
    ).toBe("d");
    const missing = await loading('scratch: { url: env("LIMBECK_TEST_SCRATCH") }');
    expect(() => resolveScratchUrl(missing)).toThrow("LIMBECK_TEST_SCRATCH is not set");
  });
});
