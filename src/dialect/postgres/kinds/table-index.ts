import type { ReplicaIdentity } from "../../../operation/index.js";
import { ident } from "../quote.js";

/** The action of `ALTER TABLE` that chooses what logical replication identifies a row by. */
export function replicaIdentity(wanted: ReplicaIdentity | null): string {
  if (wanted === null) return "REPLICA IDENTITY DEFAULT";
  if (typeof wanted === "object") return `REPLICA IDENTITY USING INDEX ${ident(wanted.index)}`;
  return `REPLICA IDENTITY ${wanted.toUpperCase()}`;
}

/** The action that chooses, or forgets, the index that `CLUSTER` sorts by. */
export function clusterOn(index: string | null): string {
  return index === null ? "SET WITHOUT CLUSTER" : `CLUSTER ON ${ident(index)}`;
}

/** `pg_default` is where everything is that names no tablespace. */
export function tablespaceText(tablespace: string | null): string {
  return ident(tablespace ?? "pg_default");
}

/** What changed between two tablespaces, as `alter…` operations have it. */
export function tablespaceChange(
  from: { readonly tablespace?: string },
  to: { readonly tablespace?: string },
): { tablespace?: string | null } {
  return from.tablespace === to.tablespace ? {} : { tablespace: to.tablespace ?? null };
}
