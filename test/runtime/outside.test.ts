import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Operations } from "../../src/operation/index.js";
import { execute } from "../../src/runtime/index.js";
import { type Opened, openEngine } from "../engines.js";
import { plainFrame } from "../transition.js";

/** What reaches beyond the database: roles, and subscriptions to another server. */
let server: Opened;
beforeEach(async () => {
  server = await openEngine("server");
});
afterEach(() => server.close());

const role = `limbeck_made_${randomBytes(4).toString("hex")}`;

function make(op: Operations) {
  op.createRole(role, { login: true, connectionLimit: 3, comment: "hecho aquí" });
  op.alterRole(role, { login: false, inherit: false });
  op.renameRole(role, `${role}_b`);
  op.createRole(role);
  op.grantRole(role, { to: `${role}_b`, withAdminOption: true });
  op.createSubscription("s", {
    connection: "host=nowhere dbname=app",
    publications: ["p"],
    with: { slot_name: "s_slot" },
    comment: "de otra casa",
  });
  op.alterSubscription("s", { publications: ["p", "q"], with: { binary: "true" }, enabled: false });
}

function unmake(op: Operations) {
  op.dropSubscription("s");
  op.revokeRole(role, { from: `${role}_b` });
  op.dropRole(`${role}_b`);
  op.dropRole(role);
}

async function found(): Promise<unknown[]> {
  const roles = "SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1) ORDER BY 1";
  const subscriptions = "SELECT subname, subpublications FROM pg_subscription";
  const { connection } = server;
  return [...(await connection.query(roles, [role])), ...(await connection.query(subscriptions))];
}

it("runs where a revision really does, in a transaction, and back", async () => {
  const { connection } = server;
  await execute(connection, make as never, plainFrame(connection));
  expect(await found()).toEqual([
    { rolname: role },
    { rolname: `${role}_b` },
    { subname: "s", subpublications: ["p", "q"] },
  ]);
  await execute(connection, unmake as never, plainFrame(connection));
  expect(await found()).toEqual([]);
});

it("is left out by a replay", async () => {
  const { connection } = server;
  await execute(connection, make as never, plainFrame(connection), { skipSteps: true });
  expect(await found()).toEqual([]);
});
