import { lockHolders, shownHolders } from "../../runtime/index.js";
import { projectExtensions } from "../project/project.js";
import { type Check, failed, ok, skipped } from "./check.js";

const reachable: Check = {
  id: "reachable",
  title: "the database takes connections",
  needs: ["config"],
  async run({ project, connection }) {
    const { label } = await (await project()).target();
    await (await connection()).query("SELECT 1");
    return ok(label);
  },
};

const version: Check = {
  id: "server-version",
  title: "its version of PostgreSQL is supported",
  needs: ["reachable"],
  async run({ connection }) {
    const { major, version: number } = (await connection()).server;
    const shown = `PostgreSQL ${major}.${number % 10_000}`;
    if (major >= 13 && major <= 18) return ok(shown);
    return failed(`${shown}: supported are 13 to 18`, "Use a server of one of these versions.");
  },
};

const encoding: Check = {
  id: "encoding",
  title: "its encoding is UTF-8",
  needs: ["reachable"],
  async run({ connection }) {
    const [row] = await (await connection()).query<{ name: string }>(
      "SELECT current_setting('server_encoding') AS name",
    );
    if (row!.name === "UTF8") return ok();
    return failed(
      `it is ${row!.name}: names and values can be refused or come back as others`,
      "Make it anew: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0",
    );
  },
};

const writable: Check = {
  id: "writable",
  title: "it takes changes",
  needs: ["reachable"],
  async run({ connection }) {
    const [row] = await (await connection()).query<{ standby: boolean; readonly: boolean }>(
      "SELECT pg_is_in_recovery() AS standby, current_setting('default_transaction_read_only')::boolean AS readonly",
    );
    if (row!.standby)
      return failed("it is a standby, which only reads", "Name the primary in the URL.");
    // Every migration says READ WRITE itself; that the rest of the world may not is a choice.
    return ok(row!.readonly ? "sessions only read unless they ask, as migrations do" : undefined);
  },
};

const rights: Check = {
  id: "rights",
  title: "the role may create what revisions create",
  needs: ["reachable"],
  async run({ project, connection }) {
    const { targetSchema, table } = await project();
    const rows = await (await connection()).query<{ role: string; name: string; may: boolean }>(
      `SELECT current_user AS role, name,
         CASE WHEN to_regnamespace(quote_ident(name)) IS NULL
           THEN has_database_privilege(current_database(), 'CREATE')
           ELSE has_schema_privilege(to_regnamespace(quote_ident(name))::oid, 'CREATE') END AS may
       FROM unnest($1::text[]) AS name`,
      [[...new Set([targetSchema, table.schema])]],
    );
    const role = rows[0]!.role;
    const refused = rows.filter(({ may }) => !may).map(({ name }) => name);
    if (refused.length === 0) return ok(role);
    const hint = `As its owner: GRANT CREATE ON SCHEMA ${refused.join(", ")} TO ${role}`;
    return failed(`${role} may create nothing in ${refused.join(", ")}`, hint);
  },
};

const ownership: Check = {
  id: "ownership",
  title: "the role may change what is there",
  needs: ["reachable"],
  async run({ project, connection }) {
    const { targetSchema } = await project();
    const rows = await (await connection()).query<{ name: string; owner: string; role: string }>(
      `SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, current_user AS role
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
         AND NOT pg_has_role(c.relowner, 'USAGE')
         AND NOT EXISTS (SELECT FROM pg_depend d
           WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
       ORDER BY 1`,
      [targetSchema],
    );
    if (rows.length === 0) return ok();
    const [first] = rows;
    const names = rows.slice(0, 5).map(({ name, owner }) => `${name} (of ${owner})`);
    const more = rows.length > 5 ? ` and ${rows.length - 5} more` : "";
    return failed(
      `${first!.role} does not own ${names.join(", ")}${more}`,
      `GRANT ${first!.owner} TO ${first!.role}, or migrate as ${first!.owner}.`,
    );
  },
};

const extensions: Check = {
  id: "extensions",
  title: "the extensions of the revisions are at hand",
  needs: ["reachable", "migrations"],
  async run({ project, connection }) {
    const wanted = projectExtensions(await project());
    if (wanted.length === 0) return skipped("the revisions create none");
    const rows = await (await connection()).query<{ name: string }>(
      "SELECT name FROM pg_available_extensions WHERE name = ANY($1)",
      [wanted],
    );
    const missing = wanted.filter((name) => !rows.some((row) => row.name === name));
    if (missing.length === 0) return ok(wanted.join(", "));
    return failed(
      `the server does not have ${missing.join(", ")}`,
      "Install their packages on the server's machine, or ask whoever runs it.",
    );
  },
};

const lock: Check = {
  id: "lock",
  title: "no run holds the migration lock",
  needs: ["reachable"],
  async run({ project, connection }) {
    const holders = await lockHolders(await connection(), (await project()).table);
    if (holders.length === 0) return ok();
    return failed(
      shownHolders(holders),
      `Wait for it. If it hangs: SELECT pg_terminate_backend(${holders[0]!.pid})`,
    );
  },
};

const sessions: Check = {
  id: "open-transactions",
  title: "no transaction was left open for long",
  needs: ["reachable"],
  async run({ connection }) {
    const rows = await (await connection()).query<{ pid: number; name: string; since: string }>(
      `SELECT pid, coalesce(nullif(application_name, ''), 'unnamed') AS name, xact_start::text AS since
       FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND state LIKE 'idle in transaction%' AND xact_start < now() - interval '5 minutes'`,
    );
    if (rows.length === 0) return ok();
    return failed(
      `${shownHolders(rows)}: a change to a table it has read would wait for it`,
      `End it: SELECT pg_terminate_backend(${rows[0]!.pid})`,
    );
  },
};

const indexes: Check = {
  id: "invalid-indexes",
  title: "no index was left half built",
  needs: ["reachable"],
  async run({ connection }) {
    const rows = await (await connection()).query<{ name: string }>(
      `SELECT i.indexrelid::regclass::text AS name FROM pg_index i
       JOIN pg_class c ON c.oid = i.indexrelid
       WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) AND c.relkind = 'i'
       ORDER BY 1`,
    );
    if (rows.length === 0) return ok();
    const names = rows.map(({ name }) => name);
    return failed(
      `every write keeps them, and nobody uses them: ${names.join(", ")}`,
      `Run the revision again that makes it, or: REINDEX INDEX CONCURRENTLY ${names[0]}`,
    );
  },
};

export const databaseChecks: readonly Check[] = [
  reachable,
  version,
  encoding,
  writable,
  rights,
  ownership,
  extensions,
  lock,
  sessions,
  indexes,
];
