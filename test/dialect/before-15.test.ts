import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differences } from "../../src/catalog/index.js";
import { asToldBefore15 } from "../../src/dialect/index.js";
import { engines, type Opened, openEngine } from "../engines.js";
import { load } from "../transition.js";

describe.each(engines)("beside a server before PostgreSQL 15, on %s", (engine) => {
  let server: Opened;
  beforeAll(async () => {
    server = await openEngine(engine, []);
  });
  afterAll(async () => {
    await server.close();
  });

  it("says nothing of who may create in public", async () => {
    const on = async (sql: string) => {
      const catalog = await load(server.connection, sql);
      return [catalog, asToldBefore15(catalog)].map(
        ({ objects }) => objects.get("privileges of public on the target schema")?.data,
      );
    };
    expect(await on("GRANT ALL ON SCHEMA public TO PUBLIC")).toMatchObject([
      { privileges: "all" },
      undefined,
    ]);
    const none = { class: "public schema", on: { schema: true }, to: "public" };
    expect(await on("REVOKE ALL ON SCHEMA public FROM PUBLIC")).toEqual([none, none]);
    const only = "REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO PUBLIC";
    expect(await on(only)).toEqual([{ ...none, privileges: ["create"] }, none]);
  });

  it("says nothing of sequences that are not as their tables are", async () => {
    const table =
      "CREATE UNLOGGED TABLE vales (id serial); CREATE SEQUENCE folio OWNED BY vales.id";
    const dumped = await load(
      server.connection,
      `${table}; ALTER SEQUENCE vales_id_seq SET LOGGED; ALTER SEQUENCE folio SET UNLOGGED`,
    );
    const plain = await load(server.connection, table);
    expect(differences(plain, dumped).map(({ id }) => id)).toEqual([
      "sequence folio",
      "persistence of sequence vales_id_seq",
    ]);
    expect(differences(asToldBefore15(plain), asToldBefore15(dumped))).toEqual([]);
  });
});
