import { drizzle } from "drizzle-orm/node-postgres";
import type { StepContext } from "limbeck";
import type { Client } from "pg";
import { empresaDePrueba } from "../src/seed/company.js";
import { seed } from "../src/seed/seed.js";

/** A company to try things with: see `src/seed`. */
export default (tx: StepContext) => seed(drizzle(tx.client as unknown as Client), empresaDePrueba);
