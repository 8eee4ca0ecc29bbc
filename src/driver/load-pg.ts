import { createRequire } from "node:module";
import { LimbeckError } from "../diagnostic/index.js";

/**
 * Loads the `pg` library, all at once.
 *
 * To tell Cloudflare's runtime from Node it looks at `navigator`; in Node 20, which has none, it
 * makes a `Response` instead, and so loads the whole of fetch: a fifth of what a short command
 * takes. So while it loads it is shown the `navigator` that later versions have.
 */
export function loadPg(): typeof import("pg") {
  const lacking = !("navigator" in globalThis);
  if (lacking) {
    const value = { userAgent: `Node.js/${process.versions.node.split(".")[0]}` };
    Object.defineProperty(globalThis, "navigator", { value, configurable: true });
  }
  try {
    return createRequire(import.meta.url)("pg");
  } catch (cause) {
    if ((cause as { code?: unknown } | null)?.code !== "MODULE_NOT_FOUND") throw cause;
    throw new LimbeckError("driver-missing", "the library pg is not installed here", {
      hint: "Run `npm install pg`. An embedded database is spoken to through it too, and a bundle must leave it outside.",
      cause,
    });
  } finally {
    if (lacking) Reflect.deleteProperty(globalThis, "navigator");
  }
}
