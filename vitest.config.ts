import { defineConfig } from "vitest/config";

// Whole commands, each with a throwaway database, several at once: on a busy machine that takes its time.
const timeouts = { testTimeout: 300_000, hookTimeout: 300_000 };

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
          ...timeouts,
        },
      },
    ],
  },
});
