import { explain } from "../../commands/index.js";
import type { CliContext } from "../context.js";

export async function explainFace(
  context: CliContext,
  [code]: readonly string[],
): Promise<undefined> {
  context.give(await explain(code!), ({ text }) => terminalLines(text, context));
}

/** Headings stand out, code is moved in instead of fenced. */
function terminalLines(markdown: string, { colors }: CliContext): string[] {
  let code = false;
  return markdown
    .trimEnd()
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith("```")) {
        code = !code;
        return [];
      }
      if (code) return [`    ${line}`.trimEnd()];
      return [/^#+ /.test(line) ? colors.bold(line.replace(/^#+ /, "")) : line];
    });
}
