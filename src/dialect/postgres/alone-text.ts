import type { Alone, Statement } from "../../operation/index.js";
import { apart, createdIndex, detached, droppedIndex } from "./concurrently.js";
import { nameOf } from "./quote.js";
import { splitSql, withoutComments } from "./split-sql.js";

/** A quick look: nearly no text that a person writes has any of these words. */
const candidates = /\b(?:concurrently|vacuum|alter\s+system|database|tablespace|reindex)\b/i;

const part = '(?:"(?:[^"]|"")+"|[\\w$]+)';
const path = `(${part}(?:\\.${part})*)`;

const createIndex = new RegExp(
  `^create (?:unique )?index concurrently (?:if not exists )?${path} on (?:only )?${path}`,
  "i",
);
const dropIndex = new RegExp(
  `^drop index concurrently (?:if exists )?${path}(?: cascade| restrict)?$`,
  "i",
);
const detach = new RegExp(
  `^alter table (?:if exists )?${path} detach partition ${path} concurrently$`,
  "i",
);
/** What leaves nothing behind when it breaks off, or nothing that anybody could tell from the rest. */
const others =
  /^(?:create (?:unique )?index concurrently on|drop index concurrently|vacuum|alter system|(?:create|drop) (?:database|tablespace)|alter database \S+ set tablespace|reindex (?:\([^)]*\) )?(?:schema|database|system|\w+ concurrently))\b/i;

/** How a text gets along that cannot run in a transaction; nothing for one that can. */
function aloneText(text: string): { readonly alone?: Alone } {
  const sql = withoutComments(text);
  const line = sql.replace(/\s+/g, " ");
  const [, index, table] = createIndex.exec(line) ?? [];
  if (index && table) {
    // An index is in the schema of its table.
    const schema = /^.*\.(?=[^.]+$)/.exec(table)?.[0] ?? "";
    return apart(sql, createdIndex(nameOf(index), schema + index, table));
  }
  const [, dropped] = dropIndex.exec(line) ?? [];
  if (dropped) return apart(sql, droppedIndex(dropped));
  const [, parent, partition] = detach.exec(line) ?? [];
  if (parent && partition) return apart(sql, detached(parent, partition));
  if (!others.test(line)) return {};
  // A throwaway database holds nothing that any other of these would change.
  const shows = /^(?:create|drop) (?:unique )?index /i.test(line);
  return { alone: shows ? { plain: sql.replace(/\s+concurrently\b/i, "") } : {} };
}

/**
 * Text that a person wrote, cut into statements where one of them cannot run in a transaction;
 * nothing where all of them can.
 */
export function cutApart(text: string): Statement[] | undefined {
  if (!candidates.test(text)) return undefined;
  const statements = splitSql(text).map(({ text: sql }) => {
    return { sql, opaque: true as const, ...aloneText(sql) };
  });
  return statements.some(({ alone }) => alone) ? statements : undefined;
}
