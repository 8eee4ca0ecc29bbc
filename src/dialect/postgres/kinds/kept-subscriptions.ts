import type {
  Commented,
  StorageParameterChanges,
  SubscriptionSpec,
} from "../../../operation/index.js";
import { ident } from "../quote.js";
import { keep, refuse } from "./kept.js";

const changed = {
  create: "subscriptions || jsonb_build_object(name, jsonb_strip_nulls(said))",
  drop: "subscriptions - name",
  rename: `(subscriptions - name) || jsonb_build_object(said->>'to',
      jsonb_set(subscriptions->name, '{with,slot_name}', coalesce(subscriptions #> ARRAY[name, 'with', 'slot_name'], to_jsonb(name))))`,
  alter: `jsonb_set(subscriptions, ARRAY[name], jsonb_strip_nulls((subscriptions->name) || said
      || jsonb_build_object('with', (subscriptions->name->'with') || coalesce(said->'with', '{}'))))`,
} as const;

interface Said extends Partial<Omit<SubscriptionSpec, "comment" | "with">>, Commented {
  readonly with?: StorageParameterChanges;
  readonly to?: string;
  readonly ifExists?: boolean;
  /** Nothing: whoever makes it. */
  readonly owner?: string | null;
}

/** SQL that makes a throwaway database remember a change, as the server would make it. */
export function keepSubscription(
  name: string,
  change: keyof typeof changed,
  said: Said = {},
): string {
  const { connection, ifExists } = said;
  const kept = {
    ...said,
    ...(change === "create" && { with: said.with ?? {} }),
    ...(connection !== undefined && { connection: withoutPassword(connection) }),
  };
  const exists = change === "create";
  return keep({
    name,
    said: kept,
    first: ifExists
      ? ""
      : refuse(
          exists ? "subscriptions ? name" : "NOT subscriptions ? name",
          `subscription ${ident(name)} ${exists ? "already exists" : "does not exist"}`,
        ),
    changes: { subscriptions: changed[change] },
  });
}

/** How the publisher is reached, without a password in it: catalogs and revisions hold none. */
export function withoutPassword(connection: string): string {
  if (/^postgres(?:ql)?:\/\//.test(connection))
    return connection
      .replace(/^([a-z]+:\/\/[^\s:/@]*):[^\s/@]*@/, "$1@")
      .replace(/([?&])(?:ssl)?password=[^&]*(?:&|$)/g, "$1")
      .replace(/[?&]$/, "");
  const pair = /\s*\b(?:ssl)?password\s*=\s*(?:'(?:[^'\\]|\\.)*'|\S+)/g;
  return connection.replace(pair, "").trim();
}
