import { entrypointTests } from "../../testing/entrypoint.js";

await entrypointTests({
  name: "arxos",
  head: "001_create_initial_schema",
  extension: "postgis",
});
