import { type AnyOperation, operation } from "../../operation/index.js";
import { compile } from "./compile.js";
import { elementsOf } from "./expression.js";
import { nameOf } from "./quote.js";

const name = String.raw`("(?:[^"]|"")+"|[\w$]+)`;
const text = `'((?:[^']|'')*)'`;
const created = new RegExp(
  String.raw`^CREATE\s+SUBSCRIPTION\s+${name}\s+CONNECTION\s+${text}\s+PUBLICATION\s+(.*?)\s*(?:\bWITH\s*\((.*)\))?$`,
  "is",
);
const enabled = new RegExp(String.raw`^ALTER\s+SUBSCRIPTION\s+${name}\s+(ENABLE|DISABLE)$`, "i");
const owned = new RegExp(String.raw`^ALTER\s+SUBSCRIPTION\s+${name}\s+OWNER\s+TO\b`, "i");
const commented = new RegExp(
  String.raw`^COMMENT\s+ON\s+SUBSCRIPTION\s+${name}\s+IS\s+(?:NULL|${text})$`,
  "i",
);

/**
 * What a throwaway database is sent for a statement about a subscription, as `pg_dump` writes them;
 * nothing for any other statement.
 */
export function rememberedSubscription(sql: string): string | undefined {
  if (owned.test(sql)) return "SELECT";
  const said = operationOf(sql);
  return said && compile(said, { major: 18 })[0]?.instead;
}

function operationOf(sql: string): AnyOperation | undefined {
  const make = created.exec(sql);
  if (make) {
    const [, subscription, connection, publications, parameters = ""] = make;
    const said = Object.fromEntries(elementsOf(parameters).filter(Boolean).map(parameter));
    // Unless it says otherwise it connects and begins at once.
    const off = /^(?:f|false|off|no|0)$/i;
    const waits = [said.connect, said.enabled].some((value) => value && off.test(value));
    return operation("createSubscription", nameOf(subscription!), {
      connection: unquoted(connection!),
      publications: elementsOf(publications!).map(nameOf),
      with: said,
      ...(!waits && { enabled: true }),
    });
  }
  const turned = enabled.exec(sql);
  if (turned)
    return operation("alterSubscription", nameOf(turned[1]!), {
      enabled: turned[2]!.toUpperCase() === "ENABLE",
    });
  const comment = commented.exec(sql);
  return comment
    ? operation("alterSubscription", nameOf(comment[1]!), {
        comment: comment[2] === undefined ? null : unquoted(comment[2]),
      })
    : undefined;
}

function parameter(item: string): [string, string] {
  const [, key, value = "true"] = /^(\w+)\s*(?:=\s*(.*))?$/s.exec(item) ?? [item, item];
  return [key!.toLowerCase(), value.startsWith("'") ? unquoted(value.slice(1, -1)) : nameOf(value)];
}

function unquoted(literal: string): string {
  return literal.replaceAll("''", "'");
}
