import { sameData } from "../../../catalog/index.js";
import {
  operation,
  type TriggerEnabled,
  type TriggerEvent,
  type TriggerSpec,
} from "../../../operation/index.js";
import { expression } from "../expression.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, qualified } from "../quote.js";
import { enabledState, enabledWord } from "./enabled.js";
import { standsAlone } from "./foreign-table.js";
import { plainTable } from "./table.js";

export type TriggerData = Omit<TriggerSpec, "schema">;

interface Row {
  oid: number;
  constraint: number;
  schema: string;
  table: string;
  relkind: string;
  name: string;
  type: number;
  columns: string[];
  definition: string;
  from: string | null;
  deferrable: boolean;
  deferred: boolean;
  enabled: "O" | "D" | "R" | "A";
  old_table: string | null;
  new_table: string | null;
  comment: string | null;
}

export const trigger: PostgresKind<TriggerData, Row> = {
  name: "trigger",
  rank: 11,
  read: {
    query:
      () => `SELECT t.oid, t.tgconstraint AS constraint, n.nspname AS schema, c.relname AS table, c.relkind,
        t.tgname AS name, t.tgtype::int AS type,
        (SELECT coalesce(json_agg(a.attname ORDER BY u.i), '[]') FROM unnest(t.tgattr) WITH ORDINALITY u(num, i)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.num) AS columns,
        pg_get_triggerdef(t.oid, true) AS definition,
        CASE WHEN t.tgconstrrelid <> 0 THEN t.tgconstrrelid::regclass::text END AS from,
        t.tgdeferrable AS deferrable, t.tginitdeferred AS deferred, t.tgenabled AS enabled,
        t.tgoldtable AS old_table, t.tgnewtable AS new_table, obj_description(t.oid, 'pg_trigger') AS comment
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT t.tgisinternal AND t.tgparentid = 0
        AND (${plainTable("c")} OR c.relkind = 'v' OR c.relkind = 'f' AND ${standsAlone("c")})
        AND ${ownSchema("n.nspname")} AND ${notOwned("pg_trigger", "t.oid")}`,
    object(row, context) {
      const id = `trigger ${context.name(row.schema, row.table, row.name)}`;
      context.at(id, "pg_trigger", row.oid);
      if (row.constraint !== 0) context.at(id, "pg_constraint", row.constraint);
      const parent = { v: "view", f: "foreign table" }[row.relkind] ?? "table";
      return {
        id,
        kind: "trigger",
        parent: `${parent} ${context.name(row.schema, row.table)}`,
        ...context.schema(row.schema),
        name: row.name,
        data: triggerData(row),
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createTrigger", name, { ...(schema && { schema }), ...data }),
  ],
  drop: ({ name, schema, data }) => [
    operation("dropTrigger", name, { ...(schema && { schema }), table: data.table }),
  ],
  alter(from, to) {
    const { comment: _, enabled: was, ...former } = from.data;
    const { comment: __, enabled: is, ...wanted } = to.data;
    if (!sameData(former, wanted)) return undefined;
    const changes = {
      ...(to.schema && { schema: to.schema }),
      table: to.data.table,
      ...(was !== is && { enabled: is ?? null }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterTrigger", to.name, changes)] };
  },
};

/** The bits of `tgtype`. */
const bits = { row: 1, before: 2, insert: 4, delete: 8, update: 16, truncate: 32, instead: 64 };

function triggerData(row: Row): TriggerData {
  const has = (bit: keyof typeof bits) => (row.type & bits[bit]) !== 0;
  const update: TriggerEvent = row.columns.length > 0 ? { updateOf: row.columns } : "update";
  const events: TriggerEvent[] = [
    ...(has("insert") ? (["insert"] as const) : []),
    ...(has("update") ? [update] : []),
    ...(has("delete") ? (["delete"] as const) : []),
    ...(has("truncate") ? (["truncate"] as const) : []),
  ];
  const [, condition] = / WHEN \(([\s\S]*)\) EXECUTE FUNCTION /.exec(row.definition) ?? [];
  const execute = row.definition.slice(row.definition.lastIndexOf(" EXECUTE FUNCTION ") + 18);
  return {
    table: row.table,
    when: has("instead") ? "insteadOf" : has("before") ? "before" : "after",
    events,
    ...(!has("row") && { forEachRow: false }),
    ...spec<Partial<TriggerData>>({
      constraint: row.constraint !== 0,
      deferrable: row.deferrable && (row.deferred ? "initially" : true),
      from: row.from,
      oldTable: row.old_table,
      newTable: row.new_table,
      condition: condition === undefined ? undefined : expression(condition),
    }),
    execute,
    ...spec<Partial<TriggerData>>({ enabled: enabledState[row.enabled], comment: row.comment }),
  };
}

export const triggerCompilers: Compilers<
  "createTrigger" | "dropTrigger" | "renameTrigger" | "alterTrigger"
> = {
  createTrigger: ({ args: [name, trigger] }) => {
    const table = qualified(trigger.table, trigger.schema);
    const when = { before: "BEFORE", after: "AFTER", insteadOf: "INSTEAD OF" }[trigger.when];
    const transition = [
      trigger.oldTable && `OLD TABLE AS ${ident(trigger.oldTable)}`,
      trigger.newTable && `NEW TABLE AS ${ident(trigger.newTable)}`,
    ].filter(Boolean);
    const lines = [
      `CREATE ${trigger.constraint ? "CONSTRAINT " : ""}TRIGGER ${ident(name)}`,
      `${when} ${trigger.events.map(eventText).join(" OR ")} ON ${table}`,
      trigger.from && `FROM ${trigger.from}`,
      trigger.deferrable &&
        `DEFERRABLE${trigger.deferrable === "initially" ? " INITIALLY DEFERRED" : ""}`,
      transition.length > 0 && `REFERENCING ${transition.join(" ")}`,
      `FOR EACH ${trigger.forEachRow === false ? "STATEMENT" : "ROW"}`,
      trigger.condition && `WHEN (${trigger.condition.text})`,
      `EXECUTE FUNCTION ${trigger.execute}`,
    ];
    return [
      { sql: lines.filter(Boolean).join(" ") },
      ...(trigger.enabled ? [enable(table, name, trigger.enabled)] : []),
      ...commentOn(`TRIGGER ${ident(name)} ON ${table}`, trigger.comment),
    ];
  },
  dropTrigger: ({ args: [name, { table, schema, ...options }] }) => [
    { sql: `DROP TRIGGER ${ifExists(options)}${ident(name)} ON ${qualified(table, schema)}` },
  ],
  renameTrigger: ({ args: [from, to, { table, schema }] }) => [
    { sql: `ALTER TRIGGER ${ident(from)} ON ${qualified(table, schema)} RENAME TO ${ident(to)}` },
  ],
  alterTrigger: ({ args: [name, { table, schema, enabled, comment }] }) => {
    const target = qualified(table, schema);
    return [
      ...(enabled === undefined ? [] : [enable(target, name, enabled)]),
      ...commentOn(`TRIGGER ${ident(name)} ON ${target}`, comment),
    ];
  },
};

function eventText(event: TriggerEvent): string {
  if (typeof event === "string") return event.toUpperCase();
  return `UPDATE OF ${event.updateOf.map(ident).join(", ")}`;
}

function enable(table: string, name: string, enabled: TriggerEnabled | null) {
  return { sql: `ALTER TABLE ${table} ${enabledWord(enabled)} TRIGGER ${ident(name)}` };
}
