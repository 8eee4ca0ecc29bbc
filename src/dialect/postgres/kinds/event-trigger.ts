import { sameData } from "../../../catalog/index.js";
import { type EventTriggerSpec, operation, type TriggerEnabled } from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  type PostgresKind,
  spec,
} from "../kind.js";
import { nameInQuery } from "../name-in-query.js";
import { ident, quoteText } from "../quote.js";
import { enabledState, enabledWord } from "./enabled.js";

interface Row {
  oid: number;
  name: string;
  event: string;
  tags: string[] | null;
  function: string;
  enabled: "O" | "D" | "R" | "A";
  comment: string | null;
}

/** Event triggers, which a revision keeps from firing at what it makes along with them. */
export const eventTrigger: PostgresKind<EventTriggerSpec, Row> = {
  name: "event trigger",
  rank: 13,
  watches: true,
  read: {
    query:
      () => `SELECT e.oid, e.evtname AS name, e.evtevent AS event, array_to_json(e.evttags) AS tags,
        ${nameInQuery("function", "e.evtfoid")} AS function, e.evtenabled AS enabled,
        obj_description(e.oid, 'pg_event_trigger') AS comment
      FROM pg_event_trigger e WHERE ${notOwned("pg_event_trigger", "e.oid")}`,
    object(row, context) {
      const id = `event trigger ${ident(row.name)}`;
      context.at(id, "pg_event_trigger", row.oid);
      return {
        id,
        kind: "event trigger",
        name: row.name,
        data: {
          event: row.event,
          ...spec<Partial<EventTriggerSpec>>({ tags: row.tags && [...row.tags].sort() }),
          execute: `${row.function}()`,
          ...spec<Partial<EventTriggerSpec>>({
            enabled: enabledState[row.enabled],
            comment: row.comment,
          }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, data }) => [operation("createEventTrigger", name, data)],
  drop: ({ name }) => [operation("dropEventTrigger", name)],
  alter(from, to) {
    const { comment: _, enabled: was, ...former } = from.data;
    const { comment: __, enabled: is, ...wanted } = to.data;
    if (!sameData(former, wanted)) return undefined;
    const changes = {
      ...(was !== is && { enabled: is ?? null }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterEventTrigger", to.name, changes)] };
  },
};

export const eventTriggerCompilers: Compilers<
  "createEventTrigger" | "dropEventTrigger" | "renameEventTrigger" | "alterEventTrigger"
> = {
  createEventTrigger: ({ args: [name, trigger] }) => {
    const target = `EVENT TRIGGER ${ident(name)}`;
    const tags = trigger.tags ? ` WHEN TAG IN (${trigger.tags.map(quoteText).join(", ")})` : "";
    return [
      {
        sql: `CREATE ${target} ON ${trigger.event}${tags} EXECUTE FUNCTION ${trigger.execute}`,
      },
      ...enable(target, trigger.enabled),
      ...commentOn(target, trigger.comment),
    ];
  },
  dropEventTrigger: ({ args: [name, options] }) => [
    { sql: `DROP EVENT TRIGGER ${ifExists(options)}${ident(name)}` },
  ],
  renameEventTrigger: ({ args: [from, to] }) => [
    { sql: `ALTER EVENT TRIGGER ${ident(from)} RENAME TO ${ident(to)}` },
  ],
  alterEventTrigger: ({ args: [name, { enabled, comment }] }) => {
    const target = `EVENT TRIGGER ${ident(name)}`;
    return [...enable(target, enabled), ...commentOn(target, comment)];
  },
};

function enable(target: string, enabled: TriggerEnabled | null | undefined) {
  return enabled === undefined ? [] : [{ sql: `ALTER ${target} ${enabledWord(enabled)}` }];
}
