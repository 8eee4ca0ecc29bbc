import { splitSql } from "../dialect/index.js";
import type { LockMode } from "./lock-mode.js";
import { plainName, sqlName } from "./sql-name.js";
import { brief, type TableLock } from "./table-lock.js";

/**
 * What SQL that a person wrote locks, as far as its first words tell: the common statements that
 * hold others up. Anything else locks what nobody here can know.
 */
export function locksOfText(text: string): TableLock[] {
  return splitSql(text).flatMap((statement) => {
    const sql = statement.text.replace(/--.*$/gm, " ").replace(/\s+/g, " ");
    for (const [pattern, lock, work, safer] of patterns) {
      const table = pattern.exec(sql)?.[1];
      if (table === undefined) continue;
      return [{ ...brief(plainName(table), lock), ...(work && { work }), ...(safer && { safer }) }];
    }
    return [];
  });
}

type Pattern = readonly [RegExp, LockMode, TableLock["work"]?, string?];

const batches =
  "change rows in batches, each its own transaction, in a script that can be run again";

const patterns: readonly Pattern[] = (
  [
    ["create (?:unique )?index concurrently .*? on (?:only )?%", "SHARE UPDATE EXCLUSIVE", "scan"],
    [
      "create (?:unique )?index .*?\\bon (?:only )?%",
      "SHARE",
      "scan",
      "CREATE INDEX CONCURRENTLY builds it while they go on, outside the transaction",
    ],
    [
      "alter table (?:if exists )?(?:only )?% validate constraint",
      "SHARE UPDATE EXCLUSIVE",
      "scan",
    ],
    ["alter table (?:if exists )?(?:only )?% add .*? not valid$", "ACCESS EXCLUSIVE"],
    [
      "alter table (?:if exists )?(?:only )?% (?:add (?:constraint|primary|unique|check|foreign|exclude)|.* set not null)",
      "ACCESS EXCLUSIVE",
      "scan",
      "NOT VALID first, VALIDATE CONSTRAINT in the next revision",
    ],
    [
      "alter table (?:if exists )?(?:only )?% .*?(?:\\btype\\b|set (?:un)?logged|set tablespace|set access method)",
      "ACCESS EXCLUSIVE",
      "rewrite",
      "a new column or table beside it, filled in batches",
    ],
    ["alter table (?:if exists )?(?:only )?%", "ACCESS EXCLUSIVE"],
    ["drop table (?:if exists )?%", "ACCESS EXCLUSIVE"],
    ["truncate (?:table )?(?:only )?%", "ACCESS EXCLUSIVE"],
    ["(?:vacuum full|cluster)(?: verbose)? %", "ACCESS EXCLUSIVE", "rewrite"],
    ["lock (?:table )?(?:only )?%", "ACCESS EXCLUSIVE"],
    ["update (?:only )?% (?!.*\\bwhere\\b)", "ROW EXCLUSIVE", "rewrite", batches],
    ["update (?:only )?%", "ROW EXCLUSIVE"],
    ["delete from (?:only )?%", "ROW EXCLUSIVE"],
    ["insert into %", "ROW EXCLUSIVE"],
    ["refresh materialized view concurrently %", "EXCLUSIVE", "scan"],
    ["refresh materialized view %", "ACCESS EXCLUSIVE", "rewrite"],
  ] as const
).map(([text, ...rest]) => [new RegExp(`^${text.replace("%", sqlName)}`, "i"), ...rest] as Pattern);
