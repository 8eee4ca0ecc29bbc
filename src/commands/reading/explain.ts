import { readFile } from "node:fs/promises";
import { nearest } from "../../config/nearest.js";
import { type ErrorCode, errorCodes, LimbeckError } from "../../diagnostic/index.js";
import { ownFile } from "../../script/own-package.js";

export interface Explanation {
  readonly code: ErrorCode;
  readonly title: string;
  /** The status a process ends with. */
  readonly exit: number;
  /** Its page, as Markdown. */
  readonly text: string;
}

/**
 * What an error means, why it comes, and what to do.
 *
 * @throws {LimbeckError} `usage` for a code there is not
 */
export async function explain(code: string): Promise<Explanation> {
  const known = Object.hasOwn(errorCodes, code) ? errorCodes[code as ErrorCode] : undefined;
  if (known === undefined) {
    const meant = nearest(code, Object.keys(errorCodes));
    throw new LimbeckError("usage", `there is no error ${code}`, {
      hint: meant
        ? `Did you mean ${meant}?`
        : "The code is the last line of an error, as in `limbeck explain multiple-heads`.",
      details: { code },
    });
  }
  const page = ownFile(`docs/errors/${code}.md`);
  const text = (await readFile(page, "utf8")).replace(/^<!-- .* -->\n\n?/gm, "");
  return { code: code as ErrorCode, title: known.title, exit: known.exit, text };
}
