import { confirm, isCancel, select, text } from "@clack/prompts";
import type { Ask, Question } from "../commands/index.js";
import { LimbeckError } from "../diagnostic/index.js";

/** Asks a person at the terminal; on stderr, since results go to stdout. */
export const ask: Ask = async (question) => {
  const said = await asked(question);
  if (isCancel(said))
    throw new LimbeckError("migration-interrupted", "interrupted before anything was done");
  return said === "" ? undefined : said;
};

const output = process.stderr;

function asked(question: Question) {
  switch (question.kind) {
    case "rename":
      return askRename(question);
    case "using":
      return askUsing(question);
    case "protected":
      return askName(question);
    case "reset":
      return askReset(question);
  }
}

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

function askName({ environment, what }: Extract<Question, { kind: "protected" }>) {
  return text({
    output,
    message: `${environment} is protected: ${what}. Its name, if it is meant:`,
    placeholder: environment,
  });
}

async function askReset({ database, objects }: Extract<Question, { kind: "reset" }>) {
  const message = `Take all ${objects} objects away from ${database}, with what they hold?`;
  const said = await confirm({ output, message, initialValue: false });
  return said === true ? "yes" : said === false ? "" : said;
}
