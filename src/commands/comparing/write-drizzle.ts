import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Catalog, catalogOf, emptyCatalog, type ObjectId } from "../../catalog/index.js";
import type { ReadOptions } from "../../dialect/index.js";
import { renderDrizzle } from "../../render/index.js";
import { drizzle } from "../../source/drizzle/index.js";
import type { ModelSource } from "../../source/index.js";
import { sqlFiles } from "../../source/sql-files.js";
import type { Workbench } from "../workbench/workbench.js";
import { changeOf, compare, difference } from "./comparison.js";
import { drizzleShare } from "./drizzle-share.js";
import type { WrittenModels } from "./write-models.js";

/**
 * Writes a schema as Drizzle models, with an SQL file before and one behind for what Drizzle cannot
 * say, and reads them back. What comes behind is the difference that the models leave: nothing is
 * forgotten, whatever Drizzle has a word for.
 */
export async function writeDrizzle(
  bench: Workbench,
  folder: string,
  catalog: Catalog,
  read: ReadOptions,
): Promise<WrittenModels> {
  const { major } = catalog;
  const share = drizzleShare(catalog, read.targetSchema ?? "public");
  const before = only(catalog, share.before);
  const models = only(catalog, new Set([...share.before, ...share.models]));
  const sources: ModelSource[] = [];
  const files: string[] = [];
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text, { flag: "wx" });
    files.push(file);
    sources.push(name.endsWith(".sql") ? sqlFiles(file) : drizzle(file));
  };
  const writeSql = async (name: string, from: Catalog, to: Catalog) => {
    const { sql } = changeOf({ from, to, major }, read);
    if (sql.length > 0) await write(name, `${sql.join(";\n\n")};\n`);
    return sql.length > 0;
  };
  await mkdir(folder, { recursive: true });
  await writeSql("before.sql", emptyCatalog(major), before);
  const text = renderDrizzle(difference({ from: before, to: models }, read).operations, {
    output: (name, schema) => outputOf(catalog, name, schema),
  });
  if (text !== "") await write("schema.ts", text);
  const built = () => (sources.length > 0 ? bench.built(sources) : emptyCatalog(major));
  const drawn = await built();
  const left = await writeSql("after.sql", drawn, catalog);
  return { files, ...compare({ from: catalog, to: left ? await built() : drawn, major }) };
}

function only({ major, objects }: Catalog, ids: ReadonlySet<ObjectId>): Catalog {
  return catalogOf(
    major,
    [...objects.values()].filter(({ id }) => ids.has(id)),
  );
}

/** The columns of a view, which its kind keeps: to compare them, or only to know them. */
function outputOf({ objects }: Catalog, name: string, schema: string | undefined) {
  for (const object of objects.values()) {
    if (object.name !== name || object.schema !== schema || !object.kind.endsWith("view")) continue;
    const { output } = { ...(object.data as object), ...(object.incidental as object) } as {
      output?: readonly (readonly [string, string])[];
    };
    return output;
  }
  return undefined;
}
