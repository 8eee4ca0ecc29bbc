import { expect, it } from "vitest";
import { type Config, defineConfig, env } from "../../src/config/index.js";

it("gives its argument back, whatever form it has", () => {
  const config: Config = { url: env("DATABASE_URL"), schemas: ["a"], revisionId: "%04d" };
  const make = async () => config;
  const promise = Promise.resolve(config);
  expect(defineConfig(config)).toBe(config);
  expect(defineConfig(make)).toBe(make);
  expect(defineConfig(promise)).toBe(promise);
});

it("lets the compiler refuse a setting that does not exist", () => {
  // @ts-expect-error there is no setting `migration`
  const config = defineConfig({ url: "u", migration: "./db" });
  expect(config.url).toBe("u");
  // @ts-expect-error `url` is no number
  expect(defineConfig({ url: 5 })).toEqual({ url: 5 });
});
