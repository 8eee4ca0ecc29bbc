import { entrypointTests } from "../../testing/entrypoint.js";

await entrypointTests({ name: "mexa-core", head: "003_add_indexes" });
