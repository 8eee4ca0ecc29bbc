import { entrypointTests } from "../../testing/entrypoint.js";

await entrypointTests({ name: "memorymeet", head: "164cf67dea8e", backup: true });
