import { entrypointTests } from "../../testing/entrypoint.js";

entrypointTests({ name: "memorymeet", head: "164cf67dea8e" });
