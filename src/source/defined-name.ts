import { nameOf } from "../dialect/postgres/quote.js";
import { objectName } from "./object-name.js";

const name = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const path = `${name}(?:\\s*\\.\\s*${name})?`;
const ifNotExists = String.raw`(?:IF\s+NOT\s+EXISTS\s+)?`;
const create = new RegExp(
  String.raw`^CREATE\s+(?:UNLOGGED\s+)?(TABLE|FOREIGN\s+TABLE|VIEW|RECURSIVE\s+VIEW|MATERIALIZED\s+VIEW|SEQUENCE|TYPE|DOMAIN)\s+${ifNotExists}(${path})`,
  "iu",
);
const createIndex = new RegExp(
  String.raw`^CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?:CONCURRENTLY\s+)?${ifNotExists}(${name})\s+ON\s+(?:ONLY\s+)?(${path})`,
  "iu",
);

/**
 * What a `CREATE` statement defines, where its name alone tells: `table vales`. Not for what may be
 * said twice (`OR REPLACE`, schemas, extensions) or is named by more than a name (functions).
 */
export function definedName(sql: string, targetSchema: string): string | undefined {
  const plain = create.exec(sql);
  if (plain) {
    const [schema, own] = split(plain[2]!);
    return objectName(kindOf(plain[1]!), own, schema, targetSchema);
  }
  const index = createIndex.exec(sql);
  if (!index) return undefined;
  return objectName("index", nameOf(index[1]!), split(index[2]!)[0], targetSchema);
}

function kindOf(word: string): string {
  const kind = word.toLowerCase().replace(/\s+/g, " ");
  if (kind === "foreign table") return "table";
  return kind === "recursive view" ? "view" : kind;
}

function split(text: string): [schema: string | undefined, name: string] {
  const names = text.match(new RegExp(name, "gu"))!.map(nameOf);
  return names.length === 2 ? [names[0], names[1]!] : [undefined, names[0]!];
}
