import type { PolicySpec } from "../../operation/index.js";
import { printString, printValue } from "../literal.js";
import type { DrizzleModule } from "./drizzle-module.js";
import { list } from "./layout.js";

/** `pgPolicy("propios", { for: "select", using: sql`…` })`. */
export function policyText(name: string, policy: PolicySpec, module: DrizzleModule): string {
  const { as, for: command, to, using, withCheck } = policy;
  const plain = Object.entries({ as, for: command, to: to && lone(to) })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${printValue(value, 0, Number.POSITIVE_INFINITY)}`);
  const parts = [
    ...plain,
    ...(using ? [`using: ${module.expression(using)}`] : []),
    ...(withCheck ? [`withCheck: ${module.expression(withCheck)}`] : []),
  ];
  const start = `${module.use("pgPolicy")}(${printString(name)}`;
  return parts.length === 0 ? `${start})` : list(`${start}, {`, parts, "})", 4, { more: 1 });
}

function lone(roles: readonly string[]): string | readonly string[] {
  return roles.length === 1 ? roles[0]! : roles;
}
