import type { ObjectId } from "../../catalog/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { Conversion } from "../../diff/index.js";
import { type Answers, type Ask, type Question, unanswered } from "../project/answers.js";

type UsingQuestion = Extract<Question, { kind: "using" }>;

/**
 * How values change where PostgreSQL would not change them by itself: as the answers say, else as
 * somebody says who is asked.
 *
 * @param conversionsWith what a difference converts, given some expressions
 * @throws {LimbeckError} `not-interactive` when there is nobody to ask; `usage` for an answer to
 *   what is no question
 */
export async function settleConversions(
  conversionsWith: (using: ReadonlyMap<ObjectId, string>) => readonly Conversion[],
  { using = {}, ask }: Answers & { readonly ask?: Ask | undefined },
): Promise<ReadonlyMap<ObjectId, string>> {
  const settled = new Map<ObjectId, string>();
  const given = new Map(
    Object.entries(using).map(([address, text]) => [`column ${address}`, text]),
  );
  const found = conversionsWith(given);
  for (const [id, text] of given) {
    if (!found.some((one) => one.id === id))
      throw new LimbeckError("usage", `${id} needs no expression: its type stays`, {
        hint: "--using is for a column whose type changes: --using vales.amount='amount::integer'",
        details: { column: id },
      });
    settled.set(id, text);
  }
  const open = found.filter((one) => !settled.has(one.id)).map(questionOf);
  if (open.length > 0 && !ask) throw unanswered(open);
  for (const question of open) {
    const said = (await ask!(question))?.trim();
    settled.set(question.what, said || question.using);
  }
  return settled;
}

function questionOf({ id, from, to, using }: Conversion): UsingQuestion {
  const address = id.slice(id.indexOf(" ") + 1);
  return { kind: "using", what: id, address, from, to, using };
}
