import { createHash } from "node:crypto";

/**
 * The SHA-256 of a revision file's text, in hex. A byte order mark and the kind of line ends do
 * not count: git changes both.
 */
export function checksum(text: string): string {
  const normal = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  return createHash("sha256").update(normal, "utf8").digest("hex");
}
