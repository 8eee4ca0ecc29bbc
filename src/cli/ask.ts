import { isCancel, select, text } from "@clack/prompts";
import type { Ask, Question } from "../commands/index.js";
import { LimbeckError } from "../diagnostic/index.js";

/** Asks a person at the terminal; on stderr, since results go to stdout. */
export const ask: Ask = async (question) => {
  const said = await (question.kind === "rename" ? askRename(question) : askUsing(question));
  if (isCancel(said)) throw new LimbeckError("migration-interrupted", "nothing was written");
  return said === "" ? undefined : said;
};

const output = process.stderr;

function askRename({ what, names }: Extract<Question, { kind: "rename" }>) {
  return select({
    output,
    message: `${what} goes. Is it renamed?`,
    options: [
      ...names.map((name) => ({ value: name, label: `yes, to ${name}` })),
      { value: "", label: "no, it goes with what it holds" },
    ],
  });
}

function askUsing({ what, from, to, using }: Extract<Question, { kind: "using" }>) {
  return text({
    output,
    message: `${what} changes from ${from} to ${to}. What becomes of its values?`,
    initialValue: using,
  });
}
