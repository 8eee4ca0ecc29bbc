import { LimbeckError } from "../diagnostic/index.js";

/**
 * The text of a file of models. What is not UTF-8 is refused: it would arrive as other text than was
 * written, in comments and defaults, and nobody would be told.
 *
 * @throws {LimbeckError} `models-invalid` with the first line that is not
 */
export function utf8Text(bytes: Uint8Array, file: string): string {
  const text = decoded(bytes);
  if (text !== undefined) return text;
  if (new TextDecoder().decode(bytes.subarray(0, 5)) === "PGDMP")
    throw new LimbeckError("models-invalid", `${file} is an archive of pg_dump, and no SQL`, {
      hint: `Have it as text: \`pg_restore --schema-only --file schema.sql ${file}\`.`,
      details: { file },
    });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start) + 1 || bytes.length;
    if (decoded(bytes.subarray(start, end)) === undefined) break;
    start = end;
  }
  throw new LimbeckError("models-invalid", `${file}:${line}: the text is not UTF-8`, {
    hint: "Save the file as UTF-8: `iconv -f LATIN1 -t UTF-8`, or whatever it is written in.",
    details: { file, line },
  });
}

/** No SQL has a zero byte: it is text in UTF-16, or none at all. */
function decoded(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
