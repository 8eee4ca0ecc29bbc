import { sep } from "node:path";

/** In files that are written paths look as everywhere else. */
export function slashes(path: string): string {
  return sep === "\\" ? path.replaceAll(sep, "/") : path;
}
