import type { PgPolicy, PgTable } from "drizzle-orm/pg-core";
import { LimbeckError } from "../../diagnostic/index.js";
import { placeOf } from "../duplicate-model.js";
import type { ModelStatement } from "../model-source.js";
import { type DdlContext, statementOf } from "./ddl-context.js";
import { isEntity } from "./entity.js";
import { parenthesized } from "./expression.js";
import type { FoundModel } from "./found-model.js";
import { quoted } from "./quoted.js";
import { type TableModel, tableModel } from "./table-ddl.js";

const pseudoRoles = new Set(["public", "current_user", "current_role", "session_user"]);

/** Row level security of a table: on when the model says so or has policies, as in drizzle-kit. */
export function policyDdl(table: TableModel, context: DdlContext, roles: Set<string>) {
  const { model, config, path } = table;
  const statements: ModelStatement[] = [];
  if (config.enableRLS || config.policies.length > 0)
    statements.push(statementOf(model, `ALTER TABLE ${path} ENABLE ROW LEVEL SECURITY`));
  for (const policy of config.policies)
    statements.push(createPolicy(policy, table, model, context, roles));
  return statements;
}

/** A policy exported on its own and linked to a table that may be another's. */
export function linkedPolicyDdl(model: FoundModel, context: DdlContext, roles: Set<string>) {
  const policy = model.object as PgPolicy & { _linkedTable?: PgTable };
  if (!policy._linkedTable)
    throw new LimbeckError(
      "models-invalid",
      `the policy ${policy.name} belongs to no table (${placeOf(model)})`,
      { hint: "List it in the table's third argument, or link it: pgPolicy(…).link(table)." },
    );
  const table = tableModel({ ...model, object: policy._linkedTable }, context);
  return createPolicy(policy, table, model, context, roles);
}

function createPolicy(
  policy: PgPolicy,
  { config, path }: TableModel,
  model: FoundModel,
  { names, write }: DdlContext,
  roles: Set<string>,
): ModelStatement {
  const defines = `policy ${policy.name} on ${config.name}`;
  const name = names.claim(`policy ${path}`, policy.name, { ...model, defines });
  const parts = [`CREATE POLICY ${quoted(name)} ON ${path}`];
  if (policy.as) parts.push(`AS ${policy.as.toUpperCase()}`);
  if (policy.for) parts.push(`FOR ${policy.for.toUpperCase()}`);
  const to = [policy.to ?? []].flat().map((role) => roleText(role, roles));
  if (to.length > 0) parts.push(`TO ${to.join(", ")}`);
  if (policy.using) parts.push(`USING ${parenthesized(write.qualified(policy.using))}`);
  if (policy.withCheck)
    parts.push(`WITH CHECK ${parenthesized(write.qualified(policy.withCheck))}`);
  return statementOf(model, parts.join(" "));
}

function roleText(role: unknown, roles: Set<string>): string {
  const name = isEntity(role, "PgRole") ? (role as unknown as { name: string }).name : String(role);
  if (pseudoRoles.has(name)) return name;
  roles.add(name);
  return quoted(name);
}
