import { type Compilers, commentOn, optionText } from "./kind.js";
import { ident, quoteText } from "./quote.js";

/** A subscription connects to another server: no throwaway database has one. */
export const subscriptionCompilers: Compilers<
  "createSubscription" | "dropSubscription" | "alterSubscription"
> = {
  createSubscription: ({ args: [name, subscription] }) => {
    const { connection, publications, comment } = subscription;
    const target = `SUBSCRIPTION ${ident(name)}`;
    const list = publications.map(ident).join(", ");
    const options = optionText({ connect: "false", ...subscription.with });
    return [
      {
        sql: `CREATE ${target} CONNECTION ${quoteText(connection)} PUBLICATION ${list} WITH (${options})`,
        outside: true,
      },
      ...commentOn(target, comment).map((s) => ({ ...s, outside: true as const })),
    ];
  },
  dropSubscription: ({ args: [name] }) => {
    const target = `SUBSCRIPTION ${ident(name)}`;
    // With a slot it could not be dropped inside a transaction.
    return [
      { sql: `ALTER ${target} DISABLE`, outside: true },
      { sql: `ALTER ${target} SET (slot_name = NONE)`, outside: true },
      { sql: `DROP ${target}`, outside: true },
    ];
  },
  alterSubscription: ({ args: [name, changes] }) => {
    const target = `SUBSCRIPTION ${ident(name)}`;
    const { connection, publications, enabled, comment } = changes;
    const actions = [
      ...(connection === undefined ? [] : [`CONNECTION ${quoteText(connection)}`]),
      // To look for new tables at once is not possible inside a transaction.
      ...(publications === undefined
        ? []
        : [`SET PUBLICATION ${publications.map(ident).join(", ")} WITH (refresh = false)`]),
      ...(changes.with === undefined ? [] : [`SET (${optionText(changes.with)})`]),
      ...(enabled === undefined ? [] : [enabled ? "ENABLE" : "DISABLE"]),
    ];
    return [
      ...actions.map((action) => ({ sql: `ALTER ${target} ${action}`, outside: true as const })),
      ...commentOn(target, comment).map((s) => ({ ...s, outside: true as const })),
    ];
  },
};
