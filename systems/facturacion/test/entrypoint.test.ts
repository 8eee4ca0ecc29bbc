import { entrypointTests } from "../../testing/entrypoint.js";

entrypointTests({ name: "facturacion", head: "0001" });
