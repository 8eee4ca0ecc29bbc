import { type GrantTarget, operation } from "../../../operation/index.js";
import { onTarget } from "../grant-target.js";
import type { Compilers, PostgresKind } from "../kind.js";
import { roleName } from "../role-name.js";
import { type AccessRow, ownerId, ownerQuery, targetOf } from "./access-target.js";

export interface OwnerData {
  readonly of: GrantTarget;
  readonly owner: string;
}

/** Whose an object is, where that is not the role that runs migrations. */
export const owner: PostgresKind<OwnerData, AccessRow> = {
  name: "owner",
  rank: 13,
  read: {
    asked: ({ owners = false }) => owners !== false,
    query: (major, { owners }) =>
      ownerQuery(major, typeof owners === "string" ? owners : undefined),
    object(row, context) {
      const target = targetOf(row, context);
      if (!target) return undefined;
      const { on, label, parent, schema } = target;
      return {
        id: ownerId(label),
        kind: "owner",
        ...(parent !== undefined && { parent }),
        ...(schema !== undefined && { schema }),
        name: row.owner,
        data: { of: on, owner: row.owner },
        dependsOn: [],
      };
    },
  },
  roles: ({ data }) => [data.owner],
  create: ({ data: { of, owner } }) => [operation("alterOwner", { of, to: owner })],
  drop: ({ data: { of } }) => [operation("alterOwner", { of, to: "current_user" })],
  alter: (_, { data: { of, owner } }) => ({
    operations: [operation("alterOwner", { of, to: owner })],
  }),
};

export const ownerCompilers: Compilers<"alterOwner"> = {
  alterOwner({ args: [{ of, to }] }) {
    const write = (object: string) =>
      `ALTER ${object.replace(/^FOREIGN SERVER/, "SERVER")} OWNER TO ${roleName(to)}`;
    return [{ sql: onTarget(of, write) }];
  },
};
