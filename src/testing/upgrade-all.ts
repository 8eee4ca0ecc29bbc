import { loadStep } from "../commands/database/load-step.js";
import type { Project } from "../commands/project/project.js";
import type { Connection } from "../driver/index.js";
import { upgradePath } from "../revision/index.js";
import { run } from "../runtime/index.js";
import { withStubRoles } from "../scratch/index.js";

/** Brings a test's database up to the heads, as an upgrade does. */
export async function upgradeAll(project: Project, connection: Connection): Promise<void> {
  const graph = await project.graph();
  await withStubRoles(connection, () =>
    run(connection, {
      table: project.table,
      targetSchema: project.targetSchema,
      graph,
      path: (heads) => upgradePath(graph, heads, "heads"),
      load: (step) => loadStep(project, graph, step),
    }),
  );
}
