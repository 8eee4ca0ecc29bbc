import { relative } from "node:path";
import { revisionText, shownPath } from "../../script/index.js";
import { draftRevision } from "../writing/new-revision.js";
import { absent, type Check, counted, failed, ok } from "./check.js";

const migrations: Check = {
  id: "migrations",
  title: "the revision files are there and can be read",
  needs: ["config"],
  async run({ project, graph, dir }) {
    const { nodes } = await graph();
    const { versionLocations } = await project();
    const folders = versionLocations.map((folder) => relative(dir, folder) || ".").join(", ");
    if (nodes.length > 0) return ok(`${counted(nodes.length, "revision")} in ${folders}`);
    return absent(`${folders} holds no revision yet`, "limbeck generate create tables");
  },
};

const loads: Check = {
  id: "revisions-load",
  title: "every revision loads",
  needs: ["migrations"],
  run: async ({ revisions }) => ok(counted((await revisions()).length, "file")),
};

const reversible: Check = {
  id: "reversible",
  title: "every revision has a way back",
  needs: ["revisions-load"],
  async run({ revisions }) {
    const oneWay = (await revisions()).filter(({ downgrade }) => !downgrade);
    if (oneWay.length === 0) return ok();
    const names = oneWay.map(({ file }) => shownPath(file)).join(", ");
    return failed(`no downgrade: ${names}`, "Export a function `downgrade(op)` from each.");
  },
};

const titled: Check = {
  id: "titled",
  title: "every revision says what it is for",
  needs: ["migrations"],
  async run({ graph }) {
    const bare = (await graph()).nodes.filter(({ revision }) => revision.message.trim() === "");
    if (bare.length === 0) return ok();
    return failed(
      `no title: ${bare.map(({ id }) => id).join(", ")}`,
      "Begin the file with a comment: // create vales · 2026-11-21",
    );
  },
};

const template: Check = {
  id: "template",
  title: "a new revision file would be valid",
  needs: ["migrations"],
  async run({ project, graph }) {
    const where = await project();
    const options = {
      message: "sample",
      revisionId: "sample",
      versionPath: where.versionLocations[0],
    };
    const { revision } = await draftRevision(where, await graph(), [], options);
    revisionText(revision);
    return ok(revision.template ? shownPath(revision.template.file) : "the built-in form");
  },
};

export const revisionChecks: readonly Check[] = [migrations, loads, reversible, titled, template];
