import { operation, type SequenceOwner } from "../../../operation/index.js";
import { ownSchema, type PostgresKind } from "../kind.js";
import { ident } from "../quote.js";
import { plainTable } from "./table.js";

export interface SequenceOwnerData {
  readonly sequence: string;
  readonly owner: SequenceOwner;
}

interface Row {
  schema: string;
  name: string;
  oid: number;
  table_schema: string;
  table_name: string;
  column_name: string;
}

/**
 * That a sequence goes away with a column. Kept apart from the sequence, because the column's
 * default needs the sequence first and the ownership needs the column.
 */
export const sequenceOwner: PostgresKind<SequenceOwnerData, Row> = {
  name: "sequence owner",
  rank: 11,
  read: {
    query: () => `SELECT s.oid, n.nspname AS schema, s.relname AS name, tn.nspname AS table_schema,
        t.relname AS table_name, a.attname AS column_name
      FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_namespace n ON n.oid = s.relnamespace
      JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
      WHERE d.classid = 1259 AND d.refclassid = 1259 AND d.deptype = 'a'
        AND ${plainTable("t")} AND ${ownSchema("tn.nspname")}`,
    object(row, context) {
      if (context.carried.has(row.oid)) return undefined;
      const owner = {
        ...context.schema(row.table_schema),
        table: row.table_name,
        column: row.column_name,
      };
      const sequence = `sequence ${context.name(row.schema, row.name)}`;
      const column = `column ${context.name(row.table_schema, row.table_name, row.column_name)}`;
      return {
        id: `sequence owner ${context.name(row.schema, row.name)}`,
        kind: "sequence owner",
        ...context.schema(row.schema),
        name: row.name,
        data: { sequence: ident(row.name), owner },
        dependsOn: [sequence, column],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("alterSequence", name, { ...(schema && { schema }), ownedBy: data.owner }),
  ],
  drop: ({ name, schema }) => [
    operation("alterSequence", name, { ...(schema && { schema }), ownedBy: null }),
  ],
  alter: (_, { name, schema, data }) => ({
    operations: [
      operation("alterSequence", name, { ...(schema && { schema }), ownedBy: data.owner }),
    ],
  }),
};
