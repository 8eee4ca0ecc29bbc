import { splitSql } from "../../dialect/index.js";

/** What one revision did, as SQL. */
export interface AlembicSql {
  readonly upgrade?: string;
  readonly downgrade?: string;
}

/**
 * What `alembic upgrade … --sql` and `alembic downgrade … --sql` printed, by revision; without the
 * statements that are about transactions and the version table, which are for the run to say.
 */
export function readAlembicSql(text: string): Map<string, AlembicSql> {
  const found = new Map<string, AlembicSql>();
  const parts = text.split(/^-- Running (upgrade|downgrade) (.*?) ?-> ?(.*?)\r?$/m);
  for (let at = 1; at < parts.length; at += 4) {
    const [direction, from, to, script] = parts.slice(at, at + 4) as [
      keyof AlembicSql,
      string,
      string,
      string,
    ];
    const id = (direction === "upgrade" ? to : from).trim();
    const sql = splitSql(script)
      .map((statement) => statement.text)
      .filter((sql) => !/^(?:BEGIN|COMMIT)$|\balembic_version\b/.test(sql))
      .map((sql) => `${sql};`)
      .join("\n\n");
    // A revision that several lines need is in the way back of each of them.
    found.set(id, { [direction]: sql, ...found.get(id) });
  }
  return found;
}
