import { expect, it } from "vitest";
import type { Outcome } from "./outcome.js";
import type { Pin } from "./pinned.js";
import { verdictOf } from "./verdict.js";

const outcome = (engine: Outcome["engine"], stage?: Pin["stage"]): Outcome => ({
  id: "made-up/vales",
  engine,
  ...(stage && { failed: { stage, reason: "it broke" } }),
  rows: 0,
  warnings: [],
  reordered: false,
  catalogs: [],
  ms: 1,
});
const pin: Pin = {
  id: "made-up/vales",
  engine: "server",
  major: 15,
  stage: "dump",
  reason: "as known",
};
const judging = { pins: [pin], major: 15, dumped: true };

it("knows what fails as the pinned file says, though it did not pass", () => {
  const verdict = verdictOf([outcome("pglite"), outcome("server", "dump")], judging);
  expect(verdict).toMatchObject({ loaded: true, passed: false, pinned: [pin], unpinned: [] });
  expect(verdict.green).toEqual([]);
});

it("does not excuse a failure on another engine, or at another stage", () => {
  for (const found of [outcome("pglite", "dump"), outcome("server", "proof")]) {
    const { unpinned } = verdictOf([found], judging);
    expect(unpinned.map(({ engine, stage }) => [engine, stage])).toEqual([
      [found.engine, found.failed?.stage],
    ]);
  }
});

it("says what holds by now, where this run can tell", () => {
  const green = (change: Partial<typeof judging>) =>
    verdictOf([outcome("server")], { ...judging, ...change }).green;
  expect(green({})).toEqual([pin]);
  expect(green({ major: 16 })).toEqual([]);
  expect(green({ dumped: false })).toEqual([]);
  expect(verdictOf([outcome("pglite")], judging).green).toEqual([]);
});

it("counts a case that loads nowhere as not loaded, and one that loads somewhere by that", () => {
  const nowhere = verdictOf([outcome("pglite", "load"), outcome("server", "load")], judging);
  expect(nowhere).toMatchObject({ loaded: false, passed: false });
  const somewhere = verdictOf([outcome("pglite"), outcome("server", "load")], judging);
  expect(somewhere).toMatchObject({ loaded: true, passed: true });
});
