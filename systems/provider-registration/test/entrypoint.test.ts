import { entrypointTests } from "../../testing/entrypoint.js";

await entrypointTests({ name: "provider-registration", head: "002_add_rejection_reason" });
