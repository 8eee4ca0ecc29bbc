import { composeTest, doctorTest } from "../../testing/project.js";
import { onBothWithPostgis } from "./postgis.js";

await onBothWithPostgis(doctorTest("arxos"));
await composeTest("arxos");
