import { entrypointTests } from "../../testing/entrypoint.js";

await entrypointTests({ name: "facturacion", head: "0001" });
