import type { PgMaterializedView, PgView } from "drizzle-orm/pg-core";
import type { ModelStatement } from "../model-source.js";
import { type DdlContext, statementOf } from "./ddl-context.js";
import type { FoundModel } from "./found-model.js";
import { guarded } from "./guarded.js";
import { quoted, quotedPath } from "./quoted.js";
import { storageOptions } from "./storage-options.js";

/** Views and materialized views, each after those it reads. `existing()` ones are not ours. */
export function viewDdl(models: readonly FoundModel[], context: DdlContext): ModelStatement[] {
  const views = models.flatMap((model) => guarded(model, () => viewOf(model, context) ?? []));
  return inReadingOrder(views).map(({ statement }) => statement);
}

interface ViewText {
  readonly name: string;
  readonly query: string;
  readonly statement: ModelStatement;
}

function viewOf(model: FoundModel, context: DdlContext): ViewText | undefined {
  const materialized = model.kind === "materialized view";
  const config = materialized
    ? context.library.getMaterializedViewConfig(model.object as PgMaterializedView)
    : context.library.getViewConfig(model.object as PgView);
  if (config.isExisting || !config.query) return undefined;
  const defines = context.objectName(model.kind, config.name, config.schema);
  context.names.claim(context.relations(config.schema), config.name, { ...model, defines });
  const query = context.write.qualified(config.query);
  const path = quotedPath(config.name, config.schema);
  let sql = `CREATE ${model.kind.toUpperCase()} ${path}`;
  const { using, tablespace, withNoData } = config as Materialized;
  if (using) sql += ` USING ${quoted(using)}`;
  sql += storageOptions(config.with);
  if (tablespace) sql += ` TABLESPACE ${quoted(tablespace)}`;
  sql += ` AS ${query}`;
  if (withNoData) sql += `\nWITH NO DATA`;
  return { name: config.name, query, statement: statementOf(model, sql, defines) };
}

interface Materialized {
  readonly using?: string;
  readonly tablespace?: string;
  readonly withNoData?: boolean;
}

/**
 * Each view after those it reads. A name in a FROM clause is read; a name elsewhere may be, or may
 * be a column's, so it only counts where that closes no circle.
 */
function inReadingOrder(views: readonly ViewText[]): ViewText[] {
  const waiting = views.map((view) => {
    const others = views.filter((other) => other !== view);
    const surely = others.filter(({ name }) => reads(view.query, name, fromClause));
    return { view, surely, maybe: others.filter(({ name }) => reads(view.query, name, notAlias)) };
  });
  const done = new Set<ViewText>();
  const placed = (needed: readonly ViewText[]) => needed.every((view) => done.has(view));
  while (waiting.length > 0) {
    let next = waiting.findIndex(({ maybe }) => placed(maybe));
    if (next < 0) next = waiting.findIndex(({ surely }) => placed(surely));
    const { view } = waiting.splice(Math.max(next, 0), 1)[0]!;
    done.add(view);
  }
  return [...done];
}

/** Up to a table: `from `, `join (`, `from a, b, `. */
const fromClause = String.raw`\b(?:from|join)\b(?:(?:(?!\b(?:where|group|order|having|limit|union|select|on)\b)[^()])*,)?[\s(]*`;
const notAlias = String.raw`(?<!\bas\s+)`;
const namePart = String.raw`(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)`;

function reads(query: string, name: string, before: string): boolean {
  // Hundreds of views make many pairs: most are ruled out without a pattern.
  if (!query.toLowerCase().includes(quoted(name).slice(1, -1).toLowerCase())) return false;
  const written = [quoted(name), name].map((text) => text.replace(/[^\w\s]/g, "\\$&")).join("|");
  const pattern = `(?<![\\w$"])${before}(?:${namePart}\\s*\\.\\s*)?(?:${written})(?![\\w$"])`;
  return new RegExp(pattern, "i").test(query);
}
