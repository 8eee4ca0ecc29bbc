import { type OwnerTarget, operation } from "../../../operation/index.js";
import type { Compilers, PostgresKind } from "../kind.js";
import { isSpecialRole, roleName } from "../role-name.js";
import { type AccessRow, ownerQuery } from "./access-parts.js";
import { ownerId, targetOf } from "./access-target.js";
import { outside } from "./kept.js";
import { keepSubscription } from "./kept-subscriptions.js";
import { ofTarget } from "./owner-target.js";

export interface OwnerData {
  readonly of: OwnerTarget;
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
    const sql = ofTarget(of, (object) => `ALTER ${object} OWNER TO ${roleName(to)}`);
    if (!("subscription" in of)) return [{ sql }];
    const said = { owner: isSpecialRole(to) ? null : to };
    return outside([sql], keepSubscription(of.subscription, "alter", said));
  },
};
