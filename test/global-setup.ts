import type { TestProject } from "vitest/node";
import { startServer } from "./server.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** A superuser's URL of the server that all tests share. */
    serverUrl: string;
  }
}

/** Starts one PostgreSQL for the whole run; `LIMBECK_TEST_URL` names one that is there already. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.LIMBECK_TEST_URL;
  const server = given
    ? { url: given, stop: async () => {} }
    : await startServer({ hba: ["host all limbeck_locked all scram-sha-256"] });
  project.provide("serverUrl", server.url);
  return () => server.stop();
}
