import { type AnyOperation, operation } from "../../operation/index.js";
import { understood, type Words } from "./sql-words.js";

/**
 * What a statement about a subscription does, as `pg_dump` writes them, as operations; nothing for any
 * other one, and for what cannot be told from its text.
 */
export function subscriptionOperations(sql: string): readonly AnyOperation[] | undefined {
  return understood(sql, statementOf);
}

function statementOf(words: Words): readonly AnyOperation[] {
  const verb = words.take("CREATE", "ALTER", "DROP", "COMMENT");
  if (verb === "COMMENT") words.take("ON");
  words.take("SUBSCRIPTION");
  if (verb === "DROP") return [dropped(words)];
  const name = words.name();
  if (verb === "CREATE") return [created(name, words)];
  if (verb === "COMMENT")
    return [operation("alterSubscription", name, { comment: words.comment() })];
  const action = words.take("ENABLE", "DISABLE", "OWNER");
  if (action === "OWNER") return [owned(name, words)];
  words.end();
  return [operation("alterSubscription", name, { enabled: action === "ENABLE" })];
}

function owned(subscription: string, words: Words): AnyOperation {
  words.take("TO");
  const to = words.name();
  words.end();
  return operation("alterOwner", { of: { subscription }, to });
}

function created(name: string, words: Words): AnyOperation {
  words.take("CONNECTION");
  const connection = words.text();
  words.take("PUBLICATION");
  const publications = words.names();
  const said = words.skip("WITH") ? parameters(words) : {};
  words.end();
  // Unless it says otherwise it connects and begins at once.
  const off = /^(?:f|false|off|no|0)$/i;
  const waits = [said.connect, said.enabled].some((value) => value && off.test(value));
  return operation("createSubscription", name, {
    connection,
    publications,
    with: said,
    ...(!waits && { enabled: true }),
  });
}

function dropped(words: Words): AnyOperation {
  const ifExists = words.ifExists();
  const name = words.name();
  if (!words.skip("CASCADE")) words.skip("RESTRICT");
  words.end();
  return ifExists
    ? operation("dropSubscription", name, { ifExists })
    : operation("dropSubscription", name);
}

function parameters(words: Words): Record<string, string> {
  const said: Record<string, string> = {};
  words.take("(");
  do {
    const name = words.name();
    said[name] = words.skip("=") ? words.value() : "true";
  } while (words.skip(","));
  words.take(")");
  return said;
}
