import { LimbeckError } from "../../diagnostic/index.js";
import { isSql, literal, type Parameterized, type Sql } from "../../operation/index.js";
import { cutApart } from "./alone-text.js";
import type { Compilers } from "./kind.js";
import { ident, qualified } from "./quote.js";
import { splitSql, withoutComments } from "./split-sql.js";

/** Operations on rows and opaque SQL. `run` is no statement: whoever runs the plan calls it. */
export const dataCompilers: Compilers<"execute" | "bulkInsert" | "run"> = {
  execute: ({ args: [statement] }) => {
    const { text, params } = queryText(statement);
    refuseTransactionControl(text);
    if (params.length > 0) return [{ sql: text, opaque: true, params }];
    return cutApart(text) ?? [{ sql: text, opaque: true }];
  },
  bulkInsert: ({ args: [table, rows, options] }) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    if (columns.length === 0) return [];
    const value = (row: (typeof rows)[number], column: string) => {
      const given = Object.hasOwn(row, column) ? row[column] : undefined;
      return given === undefined ? "DEFAULT" : isSql(given) ? given.text : literal(given);
    };
    const lines = rows.map((row) => `(${columns.map((c) => value(row, c)).join(", ")})`);
    const into = `${qualified(table, options?.schema)} (${columns.map(ident).join(", ")})`;
    return [{ sql: `INSERT INTO ${into} VALUES\n  ${lines.join(",\n  ")}` }];
  },
  run: () => [],
};

/** A query in any of the ways it can be written. */
export function queryText(query: string | Sql | Parameterized): {
  readonly text: string;
  readonly params: readonly unknown[];
} {
  if (typeof query === "string") return { text: query, params: [] };
  if (isSql(query)) return { text: query.text, params: [] };
  return { text: query.sql, params: query.params ?? query.parameters ?? [] };
}

const control =
  /^(?:begin|start\s+transaction|commit|end|rollback(?!\s+to)|abort|prepare\s+transaction)\b/i;

/** A revision's transaction belongs to the run: text that a person wrote may not end it. */
export function refuseTransactionControl(text: string): void {
  for (const { text: sql } of splitSql(text))
    if (control.test(withoutComments(sql)))
      throw new LimbeckError(
        "transaction-control",
        `"${firstLine(sql)}" would end the revision's own transaction`,
        {
          hint: "Leave BEGIN, COMMIT and ROLLBACK out: a revision is one transaction by itself.",
        },
      );
}

function firstLine(sql: string): string {
  return withoutComments(sql).split("\n")[0]!.slice(0, 60);
}
