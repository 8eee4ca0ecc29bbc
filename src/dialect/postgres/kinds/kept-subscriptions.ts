import type {
  Commented,
  StorageParameterChanges,
  SubscriptionSpec,
} from "../../../operation/index.js";
import { ident, quoteText } from "../quote.js";

/** A throwaway database has no subscription; what it would have is a setting of it, by name. */
const setting = "limbeck.subscriptions";

/** SQL for what a throwaway database remembers: an object of JSON. */
export const keptSubscriptions = `(SELECT coalesce(max(substr(c, ${setting.length + 2})), '{}')::json
  FROM pg_db_role_setting r JOIN pg_database d ON d.oid = r.setdatabase AND d.datname = current_database(), unnest(r.setconfig) c
  WHERE r.setrole = 0 AND starts_with(c, '${setting}='))`;

export function isKeptSubscriptions(name: string): boolean {
  return name === setting;
}

const changed = {
  create: "kept || jsonb_build_object(name, jsonb_strip_nulls(said))",
  drop: "kept - name",
  rename: `(kept - name) || jsonb_build_object(said->>'to',
      jsonb_set(kept->name, '{with,slot_name}', coalesce(kept #> ARRAY[name, 'with', 'slot_name'], to_jsonb(name))))`,
  alter: `jsonb_set(kept, ARRAY[name], jsonb_strip_nulls((kept->name) || said
      || jsonb_build_object('with', (kept->name->'with') || coalesce(said->'with', '{}'))))`,
} as const;

interface Said extends Partial<Omit<SubscriptionSpec, "comment" | "with">>, Commented {
  readonly with?: StorageParameterChanges;
  readonly to?: string;
}

/** SQL that makes a throwaway database remember a change, as the server would make it. */
export function keepSubscription(
  name: string,
  change: keyof typeof changed,
  said: Said = {},
): string {
  const { connection } = said;
  const kept = JSON.stringify({
    ...said,
    ...(change === "create" && { with: said.with ?? {} }),
    ...(connection !== undefined && { connection: withoutPassword(connection) }),
  });
  const exists = change === "create";
  return `DO $limbeck$ DECLARE
    name text := ${quoteText(name)};
    said jsonb := ${quoteText(kept)};
    kept jsonb := ${keptSubscriptions}::jsonb;
  BEGIN
    IF ${exists ? "" : "NOT "}kept ? name THEN
      RAISE EXCEPTION ${quoteText(`subscription ${ident(name).replaceAll("%", "%%")} ${exists ? "already exists" : "does not exist"}`)};
    END IF;
    EXECUTE format('ALTER DATABASE %I SET ${setting} TO %L', current_database(), ${changed[change]});
  END $limbeck$`;
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
