import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../.env", import.meta.url));
if (existsSync(file)) loadEnvFile(file); // what the environment has already stays

/** What the service and its migrations are told by the environment; one place for both. */
export const settings = {
  /**
   * The database. The `+asyncpg` that the Python services have in theirs is taken out: all of them
   * may be given the same variable. While developing, a PostgreSQL of its own in `.limbeck/db`.
   */
  get databaseUrl(): string {
    const url = process.env.DATABASE_URL;
    if (url) return url.replace(/^postgresql\+\w+:/, "postgresql:");
    if (process.env.NODE_ENV === "production" || process.env.CI)
      throw new Error("DATABASE_URL is not set");
    return "pglite:.limbeck/db";
  },
  get port(): number {
    return Number(process.env.PORT ?? 5004);
  },
};
