import { onBothDatabases } from "../../testing/databases.js";
import { composeTest, projectTests } from "../../testing/project.js";

// There is no pipeline of its own: the repository's runs these tests.
await onBothDatabases("provider-registration", projectTests("provider-registration", ["ci"]));
await composeTest("provider-registration");
