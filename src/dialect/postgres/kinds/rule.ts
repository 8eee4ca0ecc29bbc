import { sameData } from "../../../catalog/index.js";
import {
  operation,
  type RuleSpec,
  type Sql,
  type Statement,
  sql,
  type TriggerEnabled,
} from "../../../operation/index.js";
import { canonicalArrays, expression } from "../expression.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchema,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, qualified } from "../quote.js";
import { skipToken } from "../skip-token.js";
import { splitSql } from "../split-sql.js";
import { enabledState, enabledWord } from "./enabled.js";

export type RuleData = Omit<RuleSpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  table: string;
  relkind: string;
  name: string;
  event: "1" | "2" | "3" | "4";
  instead: boolean;
  enabled: "O" | "D" | "R" | "A";
  definition: string;
  comment: string | null;
}

/** Rules, apart from the one that makes a view what it is. */
export const rule: PostgresKind<RuleData, Row> = {
  name: "rule",
  rank: 11,
  read: {
    query:
      () => `SELECT r.oid, n.nspname AS schema, c.relname AS table, c.relkind, r.rulename AS name, r.ev_type AS event,
        r.is_instead AS instead, r.ev_enabled AS enabled, pg_get_ruledef(r.oid, true) AS definition,
        obj_description(r.oid, 'pg_rewrite') AS comment
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE r.rulename <> '_RETURN' AND ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}
        AND ${notOwned("pg_rewrite", "r.oid")}`,
    object(row, context) {
      const id = `rule ${context.name(row.schema, row.table, row.name)}`;
      context.at(id, "pg_rewrite", row.oid);
      const parent = row.relkind === "v" ? "view" : "table";
      return {
        id,
        kind: "rule",
        parent: `${parent} ${context.name(row.schema, row.table)}`,
        ...context.schema(row.schema),
        name: row.name,
        data: ruleData(row),
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createRule", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: ({ name, schema, data }) => [
    operation("dropRule", name, { ...inSchema({ schema }), table: data.table }),
  ],
  alter(from, to) {
    const { comment: _, enabled: was, ...former } = from.data;
    const { comment, enabled: is, ...wanted } = to.data;
    const same = sameData(former, wanted);
    const changes = {
      ...(was !== is && { enabled: is ?? null }),
      // A replacement brings its comment along, but cannot take one away.
      ...(same || comment === undefined ? commentChange(from.data, to.data) : {}),
    };
    const on = { ...inSchema(to), table: to.data.table };
    return {
      operations: [
        ...(same
          ? []
          : [
              operation("replaceRule", to.name, {
                ...inSchema(to),
                ...wanted,
                ...(comment !== undefined && { comment }),
              }),
            ]),
        ...(Object.keys(changes).length > 0
          ? [operation("alterRule", to.name, { ...on, ...changes })]
          : []),
      ],
    };
  },
};

function ruleData(row: Row): RuleData {
  const events = { 1: "select", 2: "update", 3: "insert", 4: "delete" } as const;
  const { where, commands } = partsOf(row.definition);
  return {
    table: row.table,
    event: events[row.event],
    ...spec<Partial<RuleData>>({
      where: where === undefined ? undefined : expression(where),
      instead: row.instead,
      do: commands.length === 0 ? undefined : commands,
      enabled: enabledState[row.enabled],
      comment: row.comment,
    }),
  };
}

/** Condition and commands of `CREATE RULE … AS ON … TO … [WHERE …] DO [INSTEAD] …`. */
function partsOf(definition: string): { where: string | undefined; commands: Sql[] } {
  const text = definition.trim().replace(/;$/, "");
  let where: number | undefined;
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const { kind, end } = skipToken(text, at);
    const token = text.slice(at, end);
    if (token === "(") depth++;
    else if (token === ")") depth--;
    else if (kind === "word" && depth === 0) {
      if (token === "WHERE") where ??= end;
      if (token === "DO")
        return {
          where: where === undefined ? undefined : text.slice(where, at).trim(),
          commands: commandsOf(
            text
              .slice(end)
              .replace(/^\s*INSTEAD\b/, "")
              .trim(),
          ),
        };
    }
    at = end;
  }
  throw new Error(`not a rule: ${definition}`);
}

/** `NOTHING`, one command, or several of them in parentheses, each with its semicolon. */
function commandsOf(text: string): Sql[] {
  if (text === "NOTHING") return [];
  const list = /^\(([\s\S]*;)\s*\)$/.exec(text)?.[1] ?? text;
  return splitSql(list).map((command) => sql.raw(canonicalArrays(command.text)));
}

export const ruleCompilers: Compilers<
  "createRule" | "replaceRule" | "dropRule" | "renameRule" | "alterRule"
> = {
  createRule: ({ args: [name, rule] }) => [
    ...create("CREATE RULE", name, rule),
    ...enable(name, rule, rule.enabled),
    ...commentOn(target(name, rule), rule.comment),
  ],
  replaceRule: ({ args: [name, rule] }) => [
    ...create("CREATE OR REPLACE RULE", name, rule),
    ...commentOn(target(name, rule), rule.comment),
  ],
  dropRule: ({ args: [name, on] }) => [
    { sql: `DROP RULE ${ifExists(on)}${ident(name)} ON ${qualified(on.table, on.schema)}` },
  ],
  renameRule: ({ args: [from, to, on] }) => [
    { sql: `ALTER ${target(from, on)} RENAME TO ${ident(to)}` },
  ],
  alterRule: ({ args: [name, changes] }) => [
    ...enable(name, changes, changes.enabled),
    ...commentOn(target(name, changes), changes.comment),
  ],
};

type On = { readonly table: string; readonly schema?: string };

function target(name: string, { table, schema }: On): string {
  return `RULE ${ident(name)} ON ${qualified(table, schema)}`;
}

function create(start: string, name: string, rule: Omit<RuleSpec, "enabled">): Statement[] {
  const commands = (rule.do ?? []).map((command) => command.text);
  const lines = [
    `${start} ${ident(name)} AS ON ${rule.event.toUpperCase()} TO ${qualified(rule.table, rule.schema)}`,
    rule.where && `WHERE ${rule.where.text}`,
    `DO ${rule.instead ? "INSTEAD " : ""}${commands.length > 1 ? `(\n${commands.join(";\n")}\n)` : (commands[0] ?? "NOTHING")}`,
  ];
  return [{ sql: lines.filter(Boolean).join("\n") }];
}

function enable(name: string, on: On, enabled: TriggerEnabled | null | undefined): Statement[] {
  if (enabled === undefined) return [];
  const table = qualified(on.table, on.schema);
  return [{ sql: `ALTER TABLE ${table} ${enabledWord(enabled)} RULE ${ident(name)}` }];
}
