import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Connection } from "../../src/driver/index.js";
import { buildGraph, downgradePath, upgradePath } from "../../src/revision/index.js";
import { type RunOptions, type RunReport, run } from "../../src/runtime/index.js";
import { loadRevision } from "../../src/script/index.js";

/** The bodies of `upgrade` and `downgrade`, or the whole file where it needs more than that. */
export type Body = string | { readonly up: string; readonly down?: string; readonly top?: string };

export const table = { name: "limbeck_version", schema: "public" };

/** Line 1 is the import, 4 the first one of `upgrade`. */
function text(id: string, down: string | undefined, body: Body): string {
  const { up, down: back = "", top = "" } = typeof body === "string" ? { up: body } : body;
  return `import { sql } from "limbeck";${top}
export const revision = "${id}"; export const downRevision = ${JSON.stringify(down ?? null)};
export async function upgrade(op) {
${up}
}
export async function downgrade(op) {
${back}
}
`;
}

/** A chain of revision files in a folder of its own, and how to run them. */
export function chain(bodies: Readonly<Record<string, Body>>) {
  const folder = mkdtempSync(join(tmpdir(), "limbeck-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const ids = Object.keys(bodies);
  const fileOf = (id: string) => join(folder, `${id}.ts`);
  const write = (id: string, body: Body) =>
    writeFileSync(fileOf(id), text(id, ids[ids.indexOf(id) - 1], body));
  for (const id of ids) write(id, bodies[id]!);
  const graph = buildGraph(
    ids.map((id, i) => ({
      id,
      down: i === 0 ? [] : [ids[i - 1]!],
      dependsOn: [],
      labels: [],
      message: id,
      file: fileOf(id),
    })),
  );
  const load: RunOptions["load"] = async ({ revision, direction }) => {
    const module = await loadRevision(fileOf(revision));
    return { file: fileOf(revision), run: module[direction]! };
  };
  const go = (connection: Connection, options: Partial<RunOptions> = {}): Promise<RunReport> =>
    run(connection, {
      table,
      targetSchema: "public",
      graph,
      load,
      path: (heads) => upgradePath(graph, heads, "heads"),
      ...options,
    });
  const back = (connection: Connection, target: string) =>
    go(connection, { path: (heads) => downgradePath(graph, heads, target) });
  return { go, back, write, fileOf };
}

/** The connection, with what it sends written down. */
export function watched(connection: Connection): { connection: Connection; sent: string[] } {
  const sent: string[] = [];
  const watching = Object.create(connection, {
    script: {
      value: (sql: string) => {
        sent.push(sql);
        return connection.script(sql);
      },
    },
    query: {
      value: (sql: string, params?: readonly unknown[]) => {
        sent.push(sql);
        return connection.query(sql, params);
      },
    },
  }) as Connection;
  return { connection: watching, sent };
}
