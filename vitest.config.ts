import { defineConfig } from "vitest/config";

const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "limbeck",
          include: ["test/**/*.test.ts"],
          globalSetup: ["test/global-setup.ts"],
          ...timeouts,
        },
      },
      {
        // What the systems' own `npm test` runs, with the server half switched on.
        test: {
          name: "systems",
          include: ["systems/*/test/**/*.test.ts"],
          globalSetup: ["test/global-setup.ts"],
          setupFiles: ["test/systems-env.ts"],
          // They start whole commands, each with a database, several at once.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
