import { onBothDatabases } from "../../testing/databases.js";
import { composeTest, projectTests } from "../../testing/project.js";

// There is no pipeline of its own: the repository's runs these tests.
await onBothDatabases("facturacion", projectTests("facturacion", ["ci"]));
await composeTest("facturacion");
