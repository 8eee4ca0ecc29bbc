import { entrypointTests } from "../../testing/entrypoint.js";

entrypointTests({ name: "provider-registration", head: "002_add_rejection_reason" });
