import type { ForeignOptionChanges, ForeignOptions } from "../../operation/index.js";
import { ident, quoteText } from "./quote.js";

/** Never read, so never compared and never printed. */
const secret = /passw|secret|token|private_?key|credential|api_?key/i;

/** Options as the catalog has them, `{host=db1}`, without those that are secrets. */
export function foreignOptions(
  options: readonly string[] | null,
): { readonly options: ForeignOptions } | Record<string, never> {
  const pairs = (options ?? []).map((option) => {
    const at = option.indexOf("=");
    return [option.slice(0, at), option.slice(at + 1)] as const;
  });
  const shown = pairs.filter(([name]) => !secret.test(name));
  return shown.length === 0 ? {} : { options: Object.fromEntries(shown) };
}

/** ` OPTIONS (host 'db1')`, or nothing. */
export function optionsClause(options: ForeignOptions | undefined): string {
  const list = Object.entries(options ?? {}).map(optionText);
  return list.length === 0 ? "" : ` OPTIONS (${list.join(", ")})`;
}

export function optionChangesClause(changes: ForeignOptionChanges | undefined): string {
  const list = [
    ...(changes?.drop ?? []).map((name) => `DROP ${ident(name)}`),
    ...Object.entries(changes?.set ?? {}).map((option) => `SET ${optionText(option)}`),
    ...Object.entries(changes?.add ?? {}).map((option) => `ADD ${optionText(option)}`),
  ];
  return list.length === 0 ? "" : ` OPTIONS (${list.join(", ")})`;
}

function optionText([name, value]: [string, string]): string {
  return `${ident(name)} ${quoteText(value)}`;
}

/** What changed between two sets of options. */
export function optionChanges(
  { options: from = {} }: { readonly options?: ForeignOptions },
  { options: to = {} }: { readonly options?: ForeignOptions },
): { readonly options?: ForeignOptionChanges } {
  const added = Object.entries(to).filter(([name]) => !(name in from));
  const set = Object.entries(to).filter(([name, value]) => name in from && from[name] !== value);
  const drop = Object.keys(from).filter((name) => !(name in to));
  const changes = {
    ...(added.length > 0 && { add: Object.fromEntries(added) }),
    ...(set.length > 0 && { set: Object.fromEntries(set) }),
    ...(drop.length > 0 && { drop }),
  };
  return Object.keys(changes).length > 0 ? { options: changes } : {};
}
