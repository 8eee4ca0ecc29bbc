import { unknownHeads, upgradePath } from "../../revision/index.js";
import { journalName, ownTables, readJournal, versionTableName } from "../../runtime/index.js";
import { drift } from "../comparing/drift.js";
import { editedRevisions } from "../database/edited-revisions.js";
import { type Check, counted, failed, ok } from "./check.js";
import type { Examined } from "./examined.js";

const versionTable: Check = {
  id: "version-table",
  title: "the version table is there and has the right form",
  needs: ["reachable"],
  async run({ project, connection }) {
    const { table } = await project();
    const name = versionTableName(table);
    const columns = await columnsOf(await connection(), ownTables(table)[0]!);
    if (columns.join() === "version_num") return ok(name);
    if (columns.length > 0)
      return failed(
        `${name} has the columns ${columns.join(", ")}: it is somebody else's`,
        "Name another one under `versionTable` in limbeck.config.ts.",
      );
    return failed(`there is no ${name}: nothing was ever applied`, "limbeck upgrade");
  },
};

const journal: Check = {
  id: "journal",
  title: "the journal is there, and its last run is complete",
  needs: ["version-table"],
  async run({ project, connection }) {
    const { table } = await project();
    const open = await connection();
    if ((await columnsOf(open, ownTables(table)[1]!)).length === 0)
      return failed(`there is no ${journalName(table)}`, "limbeck ensure-version");
    const [last] = await readJournal(open, table, { limit: 1 });
    if (last && !last.complete)
      return failed(
        `${last.revision} broke off behind part ${last.segment + 1} (${last.direction}, ${last.startedAt})`,
        `Finish it: limbeck ${last.direction} ${last.direction === "upgrade" ? "" : last.revision}`.trimEnd(),
      );
    return ok(last && `${last.direction} ${last.revision}, ${last.startedAt.slice(0, 10)}`);
  },
};

const known: Check = {
  id: "known-revisions",
  title: "the folder has every revision the database is at",
  needs: ["version-table", "migrations"],
  async run({ graph, heads }) {
    const rows = await heads();
    const unknown = unknownHeads(await graph(), rows);
    if (unknown.length === 0) return ok(rows.join(", ") || "base");
    return failed(
      `it lacks ${unknown.join(", ")}`,
      "Get the file back: it is on another branch, or in a newer release of the code.",
    );
  },
};

const atHead: Check = {
  id: "at-head",
  title: "the database is at head",
  needs: ["known-revisions"],
  async run({ graph, heads }) {
    const pending = upgradePath(await graph(), await heads(), "heads");
    if (pending.length === 0) return ok((await heads()).join(", "));
    const ids = pending.map(({ revision }) => revision).join(", ");
    return failed(`not applied yet: ${ids}`, "limbeck upgrade");
  },
};

const edited: Check = {
  id: "edited",
  title: "no applied revision was edited",
  needs: ["known-revisions", "journal", "revisions-load"],
  async run({ project, graph, connection }) {
    const found = await editedRevisions(await connection(), await project(), await graph());
    if (found.length === 0) return ok();
    const names = found.map(({ revision, tool }) => `${revision} (ran with limbeck ${tool})`);
    return failed(
      `says something else than what ran: ${names.join(", ")}`,
      "Get the file back as it was, and say what is new in a revision of its own.",
    );
  },
};

const noDrift: Check = {
  id: "drift",
  title: "the database is what its revisions build",
  needs: ["known-revisions", "revisions-load"],
  async run(examined) {
    await examined.leave();
    const report = await drift(examined.options);
    if (report.equal) return ok(counted(report.objects, "object"));
    const lines = report.differences.map(({ text }) => text);
    return failed(lines.join("\n"), "limbeck drift shows both ways out.");
  },
};

function columnsOf(
  connection: Awaited<ReturnType<Examined["connection"]>>,
  { schema, name }: { readonly schema: string; readonly name: string },
): Promise<string[]> {
  const text =
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position";
  return connection
    .query<{ name: string }>(text, [schema, name])
    .then((rows) => rows.map((row) => row.name));
}

export const standingChecks: readonly Check[] = [
  versionTable,
  journal,
  known,
  atHead,
  edited,
  noDrift,
];
