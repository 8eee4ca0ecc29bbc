import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { env, isEnvRef, resolveEnv } from "../../src/config/index.js";

const names = ["LIMBECK_TEST_URL", "NODE_ENV", "CI"] as const;
const saved = names.map((name) => process.env[name]);
beforeEach(() => {
  for (const name of names) delete process.env[name];
});
afterEach(() => {
  names.forEach((name, index) => {
    const value = saved[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  });
});

const withFallback = env("LIMBECK_TEST_URL", { development: "pglite:.limbeck/db" });

describe("env", () => {
  it("is read when it is used, not when it is made", () => {
    const ref = env("LIMBECK_TEST_URL");
    process.env.LIMBECK_TEST_URL = " postgresql://db/app ";
    expect(resolveEnv(ref)).toEqual({ value: "postgresql://db/app", from: "environment" });
    expect(isEnvRef(ref)).toBe(true);
    expect(isEnvRef({ variable: "X" })).toBe(false);
    expect(isEnvRef(null)).toBe(false);
  });

  it("falls back while developing", () => {
    const fallback = { value: "pglite:.limbeck/db", from: "development fallback" };
    expect(resolveEnv(withFallback)).toEqual(fallback);
    for (const [name, value] of [
      ["CI", "false"],
      ["CI", "0"],
      ["CI", ""],
      ["NODE_ENV", "test"],
      ["LIMBECK_TEST_URL", ""],
    ] as const) {
      process.env[name] = value;
      expect(resolveEnv(withFallback)).toEqual(fallback);
      delete process.env[name];
    }
  });

  it("prefers the variable to the fallback, in production too", () => {
    process.env.LIMBECK_TEST_URL = "x";
    process.env.NODE_ENV = "production";
    expect(resolveEnv(withFallback).value).toBe("x");
  });

  it.each([
    ["in production", { NODE_ENV: "production" }, {}, /not set, and .* with NODE_ENV=production/],
    ["in CI", { CI: "true" }, {}, /not set, and .* in CI/],
    ["in CI, set but empty", { CI: "1", LIMBECK_TEST_URL: " " }, {}, /is empty, and .* in CI/],
    [
      "in a protected environment",
      {},
      { environment: "live", isProtected: true },
      /protected environment live/,
    ],
  ])("never falls back %s", (_name, variables, options, message) => {
    Object.assign(process.env, variables);
    expect(() => resolveEnv(withFallback, options)).toThrow(message);
    expect(() => resolveEnv(withFallback, options)).toThrow(
      expect.objectContaining({
        code: "url-missing",
        exitCode: 2,
        details: { variable: "LIMBECK_TEST_URL" },
      }),
    );
  });

  it("without a fallback names the variable and what to do", () => {
    expect(() => resolveEnv(env("LIMBECK_TEST_URL"))).toThrow(
      expect.objectContaining({
        code: "url-missing",
        message: "the environment variable LIMBECK_TEST_URL is not set",
        hint: expect.stringContaining("LIMBECK_TEST_URL=postgresql://"),
      }),
    );
  });

  it.each([undefined, "", " ", 5])("refuses %j for a name", (name) => {
    expect(() => env(name as string)).toThrow(expect.objectContaining({ code: "config-invalid" }));
  });
});
