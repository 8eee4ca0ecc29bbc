import { entrypointTests } from "../../testing/entrypoint.js";

entrypointTests({ name: "mexa-core", head: "003_add_indexes" });
