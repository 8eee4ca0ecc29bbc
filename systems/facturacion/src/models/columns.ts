import { numeric, timestamp, uuid } from "drizzle-orm/pg-core";

/** What every table of a company begins with. */
export const propia = () => ({
  id: uuid("id").primaryKey().defaultRandom(),
  empresaId: uuid("empresa_id").notNull(),
});

/** When a row came and when it changed; the second is kept by a trigger. */
export const fechas = () => ({
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});

/** Pesos, to the cent. */
export const pesos = (name: string) => numeric(name, { precision: 16, scale: 2 });

/** A rate in percent: 19.0000, and 0.9660 for the 9,66 per mil of an ICA. */
export const tarifa = (name: string) => numeric(name, { precision: 7, scale: 4 });
