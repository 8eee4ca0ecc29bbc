import { operation } from "../../../operation/index.js";
import type { PostgresKind } from "../kind.js";

export interface SchemaCommentData {
  readonly comment: string;
}

interface Row {
  name: string;
  comment: string;
}

/**
 * The comment on `public`, which is in every database from the start and thus no object of its own. The
 * standard comment is nobody's doing, and a tenant's schema has none of the models'.
 */
export const schemaComment: PostgresKind<SchemaCommentData, Row> = {
  name: "schema comment",
  rank: 0,
  read: {
    query:
      () => `SELECT nspname AS name, obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace
      WHERE nspname = 'public' AND lower(obj_description(oid, 'pg_namespace')) NOT IN ('', 'standard public schema')`,
    object({ name, comment }, context) {
      if (context.schema(name).schema !== undefined) return undefined;
      const id = `comment on schema ${name}`;
      return { id, kind: "schema comment", name, data: { comment }, dependsOn: [] };
    },
  },
  create: ({ name, data }) => [operation("alterSchema", name, { comment: data.comment })],
  drop: ({ name }) => [operation("alterSchema", name, { comment: null })],
  alter: (_, { name, data }) => ({
    operations: [operation("alterSchema", name, { comment: data.comment })],
  }),
};
