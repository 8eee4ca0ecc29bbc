import type { SubscriptionOptions } from "../../../operation/index.js";

/** `pg_subscription` has those of all databases of a server. */
export const ofThisDatabase =
  "subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())";

/** What `CREATE SUBSCRIPTION` takes, by the first version that does; how `s` of pg_subscription has it. */
const columns: readonly (readonly [since: number, name: string, value: string])[] = [
  [13, "slot_name", "coalesce(s.subslotname, 'NONE')"],
  [13, "synchronous_commit", "s.subsynccommit"],
  [14, "binary", "s.subbinary::text"],
  [14, "streaming", "s.substream::text"],
  [15, "two_phase", "(s.subtwophasestate <> 'd')::text"],
  [15, "disable_on_error", "s.subdisableonerr::text"],
  [16, "password_required", "s.subpasswordrequired::text"],
  [16, "run_as_owner", "s.subrunasowner::text"],
  [16, "origin", "s.suborigin"],
  [17, "failover", "s.subfailover::text"],
];

/** SQL for the parameters of a subscription `s`, as an object. */
export function parametersQuery(major: number): string {
  const known = columns.filter(([since]) => since <= major);
  return `json_build_object(${known.map(([, name, value]) => `'${name}', ${value}`).join(", ")})`;
}

/** What is said only while a subscription is made, or apart. */
const passing: ReadonlySet<string> = new Set([
  "connect",
  "copy_data",
  "create_slot",
  "enabled",
  "refresh",
]);

/** What PostgreSQL takes by itself. */
export function usualParameter(subscription: string, name: string, major: number): string {
  const usual: { readonly [name: string]: string } = {
    slot_name: subscription,
    synchronous_commit: "off",
    streaming: major >= 18 ? "parallel" : "off",
    password_required: "true",
    origin: "any",
  };
  return usual[name] ?? "false";
}

/** The parameters that are not what PostgreSQL takes by itself, in one spelling. */
export function parametersOf(
  subscription: string,
  parameters: { readonly [name: string]: string | null },
  major: number,
): SubscriptionOptions["with"] {
  const said = Object.entries(parameters).flatMap(([name, value]): [string, string][] => {
    if (value === null || passing.has(name)) return [];
    const text = spelled(name, value);
    return text === usualParameter(subscription, name, major) ? [] : [[name, text]];
  });
  return said.length > 0 ? Object.fromEntries(said.sort()) : undefined;
}

function spelled(name: string, value: string): string {
  const text = name === "slot_name" || name === "origin" ? value : value.toLowerCase();
  if (name === "slot_name") return /^none$/i.test(text) ? "NONE" : text;
  if (name === "synchronous_commit" || name === "origin") return text;
  if (name === "streaming" && /^(?:p|parallel)$/.test(text)) return "parallel";
  const on = /^(?:t|true|on|yes|1)$/.test(text);
  if (name === "streaming") return on ? "on" : "off";
  return String(on);
}
