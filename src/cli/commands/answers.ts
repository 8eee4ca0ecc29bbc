import { resolve } from "node:path";
import { type Answers, readAnswers } from "../../commands/project/answers.js";
import { LimbeckError } from "../../diagnostic/index.js";

/** The flags that answer questions. */
export interface AnswerFlags {
  rename?: readonly string[];
  drop?: readonly string[];
  using?: readonly string[];
  answers?: string;
}

/** What the flags say, on top of what the file says. */
export function answersOf(flags: AnswerFlags, cwd: string): Answers {
  const file = flags.answers === undefined ? {} : readAnswers(resolve(cwd, flags.answers));
  return {
    rename: { ...file.rename, ...pairs("--rename vales.folio=numero", flags.rename) },
    drop: [...(file.drop ?? []), ...(flags.drop ?? [])],
    using: { ...file.using, ...pairs("--using vales.amount='amount::integer'", flags.using) },
  };
}

function pairs(example: string, given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf("=");
      if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
      const flag = example.split(" ")[0];
      throw new LimbeckError("usage", `${flag} takes two things with = between them, not ${text}`, {
        hint: `For instance: ${example}`,
      });
    }),
  );
}
