import { type ObjectId, sameData } from "../../../catalog/index.js";
import { operation, type SubscriptionSpec } from "../../../operation/index.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  optionText,
  type PostgresKind,
  settingChange,
  spec,
} from "../kind.js";
import { ident, quoteText } from "../quote.js";
import { keptIn, outside } from "./kept.js";
import { keepSubscription, withoutPassword } from "./kept-subscriptions.js";
import {
  ofThisDatabase,
  parametersOf,
  parametersQuery,
  usualParameter,
} from "./subscription-parameters.js";

/** Without a connection where the role that reads may not see it. */
export type SubscriptionData = Omit<SubscriptionSpec, "connection"> &
  Partial<Pick<SubscriptionSpec, "connection">>;

interface Row extends Hidden {
  major: number;
  /** Whether the role may ask how the publisher is reached. */
  readable: boolean;
  publications: string[];
  enabled: boolean;
}

/** What only some roles may ask; of PostgreSQL 13 even more than how the publisher is reached. */
interface Hidden {
  name: string;
  connection: string | null;
  parameters: { [name: string]: string | null } | null;
  comment: string | null;
}

const withComment = (major: number) =>
  `${parametersQuery(major)} AS parameters, obj_description(s.oid, 'pg_subscription') AS comment`;

/** What is taken over from another server. */
export const subscription: PostgresKind<SubscriptionData, Row> = {
  name: "subscription",
  rank: 13,
  read: {
    query: (major) => `SELECT s.subname AS name, ${major} AS major, NULL AS connection,
        has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT') AS readable,
        to_json(s.subpublications) AS publications, s.subenabled AS enabled,
        ${major >= 14 ? withComment(major) : "NULL::json AS parameters, NULL AS comment"}
      FROM pg_subscription s WHERE ${ofThisDatabase}
      UNION ALL SELECT k.key, ${major}, k.value->>'connection', false, (k.value->'publications')::json,
        coalesce((k.value->>'enabled')::boolean, false), (k.value->'with')::json, k.value->>'comment'
      FROM json_each(${keptIn("subscriptions")}) k`,
    more(rows) {
      const row = rows.find(({ readable }) => readable);
      if (!row) return undefined;
      return `SELECT s.subname AS name, s.subconninfo AS connection, ${withComment(row.major)}
        FROM pg_subscription s WHERE ${ofThisDatabase}`;
    },
    object(row, context) {
      const hidden = context.rows<Hidden>("subscription, more");
      const { connection, parameters, comment } =
        hidden.find(({ name }) => name === row.name) ?? row;
      const unread = row.major >= 14 ? ["connection"] : ["connection", "with", "comment"];
      return {
        id: subscriptionId(row.name),
        kind: "subscription",
        name: row.name,
        data: spec<SubscriptionData>({
          connection: connection === null ? undefined : withoutPassword(connection),
          publications: [...row.publications].sort(),
          with: parametersOf(row.name, parameters ?? {}, row.major),
          enabled: row.enabled,
          comment,
        }),
        ...(connection === null && { incidental: { unread } }),
        dependsOn: [],
      };
    },
  },
  create: ({ name, data: { connection = "", ...data } }) => [
    operation("createSubscription", name, { connection, ...data }),
  ],
  drop: ({ name }) => [operation("dropSubscription", name)],
  alter(from, to) {
    const parameters = settingChange(from.data.with, to.data.with);
    // PostgreSQL changes these two only while it talks to the publisher.
    if (parameters && ("two_phase" in parameters || "failover" in parameters)) return undefined;
    const { connection, publications, enabled } = to.data;
    const known = connection !== undefined && from.data.connection !== undefined;
    const changes = {
      ...(known && connection !== from.data.connection && { connection }),
      ...(!sameData(from.data.publications, publications) && { publications }),
      ...(parameters && { with: parameters }),
      ...(from.data.enabled !== enabled && { enabled: enabled ?? false }),
      ...commentChange(from.data, to.data),
    };
    if (Object.keys(changes).length === 0) return { operations: [] };
    return { operations: [operation("alterSubscription", to.name, changes)] };
  },
  renaming: {
    rename: ({ name }, to) => [operation("renameSubscription", name, to)],
  },
};

export function subscriptionId(name: string): ObjectId {
  return `subscription ${ident(name)}`;
}

/** Subscriptions connect to another server: a throwaway database only remembers them. */
export const subscriptionCompilers: Compilers<
  "createSubscription" | "dropSubscription" | "renameSubscription" | "alterSubscription"
> = {
  createSubscription: ({ args: [name, subscription] }) => {
    const { connection, publications, enabled, comment } = subscription;
    const target = `SUBSCRIPTION ${ident(name)}`;
    const list = publications.map(ident).join(", ");
    const options = optionText({ connect: "false", ...subscription.with });
    return outside(
      [
        `CREATE ${target} CONNECTION ${quoteText(connection)} PUBLICATION ${list} WITH (${options})`,
        ...(enabled ? [`ALTER ${target} ENABLE`] : []),
        ...commentOn(target, comment).map(({ sql }) => sql),
      ],
      keepSubscription(name, "create", subscription),
    );
  },
  dropSubscription: ({ args: [name, options] }) => {
    const target = `SUBSCRIPTION ${ident(name)}`;
    // With a slot it could not be dropped inside a transaction.
    const statements = [
      `ALTER ${target} DISABLE`,
      `ALTER ${target} SET (slot_name = NONE)`,
      `DROP ${target}`,
    ];
    if (!options?.ifExists) return outside(statements, keepSubscription(name, "drop"));
    const there = `SELECT FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
    WHERE s.subname = ${quoteText(name)} AND d.datname = current_database()`;
    const block = `DO $limbeck$ BEGIN
  IF EXISTS (${there}) THEN
    ${statements.join(";\n    ")};
  END IF;
END $limbeck$`;
    return outside([block], keepSubscription(name, "drop", { ifExists: true }));
  },
  renameSubscription: ({ args: [from, to] }) =>
    outside(
      [`ALTER SUBSCRIPTION ${ident(from)} RENAME TO ${ident(to)}`],
      keepSubscription(from, "rename", { to }),
    ),
  alterSubscription: ({ args: [name, changes] }, { major }) => {
    const target = `SUBSCRIPTION ${ident(name)}`;
    const { connection, publications, enabled, comment } = changes;
    const parameters = Object.entries(changes.with ?? {}).map(
      ([key, value]) => [key, value ?? usualParameter(name, key, major)] as const,
    );
    const actions = [
      ...(enabled === false ? ["DISABLE"] : []),
      ...(connection === undefined ? [] : [`CONNECTION ${quoteText(connection)}`]),
      // To look for new tables at once is not possible inside a transaction.
      ...(publications === undefined
        ? []
        : [`SET PUBLICATION ${publications.map(ident).join(", ")} WITH (refresh = false)`]),
      ...(parameters.length > 0 ? [`SET (${optionText(Object.fromEntries(parameters))})`] : []),
      ...(enabled ? ["ENABLE"] : []),
    ];
    return outside(
      [
        ...actions.map((action) => `ALTER ${target} ${action}`),
        ...commentOn(target, comment).map(({ sql }) => sql),
      ],
      keepSubscription(name, "alter", changes),
    );
  },
};
