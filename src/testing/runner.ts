/** What is used of a test runner; vitest, `node:test` and others have it. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it: {
    (name: string, options: { timeout: number }, body: () => Promise<void>): unknown;
    skip(name: string, body?: () => void): unknown;
  };
  beforeEach(body: () => Promise<void>): unknown;
  afterEach(body: () => Promise<void>): unknown;
}

/**
 * The runner this file runs under: the one given, the global one, vitest, or `node:test`. Not every
 * runner calls the last hook the same, `afterAll` or `after`: `afterAllOf` knows.
 */
export async function runnerOf(given?: object): Promise<TestRunner> {
  if (given !== undefined) return given as TestRunner;
  const globals = globalThis as Partial<TestRunner>;
  if (typeof globals.describe === "function" && typeof globals.it === "function")
    return globals as TestRunner;
  // Not named literally: neither is installed with this package.
  const name = process.env.VITEST ? "vitest" : "node:test";
  return (await import(name)) as TestRunner;
}

/** Registers what runs when all tests of the file are done. */
export function afterAllOf(runner: TestRunner, body: () => Promise<void>): void {
  const { afterAll, after } = runner as unknown as Record<string, (run: typeof body) => void>;
  (afterAll ?? after)?.(body);
}
