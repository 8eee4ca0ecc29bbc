import { composeTest, projectTests } from "../../testing/project.js";
import { onBothWithPostgis } from "./postgis.js";

await onBothWithPostgis(projectTests("arxos"));
await composeTest("arxos");
