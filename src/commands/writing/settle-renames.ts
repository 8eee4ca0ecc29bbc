import type { Catalog, ObjectId } from "../../catalog/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import { kinds } from "../../dialect/index.js";
import { type PossibleRename, possibleRenames } from "../../diff/index.js";
import type { AnyOperation } from "../../operation/index.js";
import type { Renamed } from "../../scratch/index.js";
import type { States } from "../comparing/read-states.js";
import { type Answers, type Ask, type Question, unanswered } from "../project/answers.js";

/** The renames that come before everything else, and what is left to do after them. */
export interface SettledRenames {
  readonly operations: readonly AnyOperation[];
  /** What takes them back, in order. */
  readonly back: readonly AnyOperation[];
  readonly renamed: Renamed;
}

/** Less alike than this, and nobody would think of a rename. */
const alike = 0.5;

/**
 * Finds out what is a rename. What is certain is done without a word; answers that were given,
 * here or in the models, are followed; for the rest somebody is asked.
 *
 * @param after what the first state becomes by some operations
 * @throws {LimbeckError} `not-interactive` when there is nobody to ask; `usage` for an answer to
 *   what is no question
 */
export async function settleRenames(
  { from, to }: States,
  answers: Answers & { readonly ask?: Ask | undefined },
  after: (operations: readonly AnyOperation[]) => Promise<Catalog>,
): Promise<SettledRenames | undefined> {
  const chosen: PossibleRename[] = [];
  const dropped = new Set(answers.drop ?? []);
  let current = from;
  for (;;) {
    const possible = possibleRenames(current, to, kinds).filter((one) => !dropped.has(one.from));
    const settled = possible.filter((one) => one.certain || isAnswered(one, answers, to));
    const next = firstOnes(settled);
    if (next.length === 0) {
      const questions = questionsIn(possible);
      if (questions.length === 0) break;
      if (!answers.ask) throw unanswered(questions);
      const said = await answers.ask(questions[0]!);
      const picked = possible.find((one) => one.from === questions[0]!.from && one.name === said);
      if (picked) next.push(picked);
      else dropped.add(questions[0]!.from);
    }
    if (next.length === 0) continue;
    chosen.push(...next);
    current = await after(chosen.flatMap((one) => one.operations));
  }
  refuseIdle(answers, chosen);
  if (chosen.length === 0) return undefined;
  return {
    operations: chosen.flatMap((one) => one.operations),
    back: [...chosen].reverse().flatMap((one) => one.back),
    renamed: { tables: idsOf(chosen), values: valuesOf(chosen), after: current },
  };
}

function isAnswered({ from, to, name }: PossibleRename, { rename }: Answers, wanted: Catalog) {
  return rename?.[from] === name || wanted.formerNames?.[to] === lastName(from);
}

/** `folio` of `vales.folio`, without quotes. */
function lastName(address: string): string {
  const [place] = /^(?:(?:"(?:[^"]|"")*"|[^".]*)\.)*/.exec(address)!;
  const name = address.slice(place.length);
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

/** Those that nothing else of them is in, each thing once. */
function firstOnes(settled: readonly PossibleRename[]): PossibleRename[] {
  const rank = Math.min(...settled.map((one) => one.rank));
  const taken = new Set<string>();
  return settled.filter((one) => {
    if (one.rank !== rank || taken.has(`- ${one.from}`) || taken.has(`+ ${one.to}`)) return false;
    taken.add(`- ${one.from}`).add(`+ ${one.to}`);
    return true;
  });
}

type RenameQuestion = Extract<Question, { kind: "rename" }>;

/** One for each thing that goes and would be lost, where something like it comes. */
function questionsIn(possible: readonly PossibleRename[]): RenameQuestion[] {
  const asked = new Map<string, PossibleRename[]>();
  for (const one of possible)
    if (one.likeness >= alike && one.asks)
      asked.set(one.from, [...(asked.get(one.from) ?? []), one]);
  return [...asked].map(([from, [first, ...more]]) => ({
    kind: "rename",
    what: first!.what,
    from,
    names: [first!, ...more].map((one) => one.name),
  }));
}

function idsOf(chosen: readonly PossibleRename[]): Map<ObjectId, ObjectId> {
  return new Map(chosen.flatMap(({ ids }) => (ids ? [[ids.from, ids.to] as const] : [])));
}

function valuesOf(chosen: readonly PossibleRename[]): Renamed["values"] {
  const values = new Map<ObjectId, Map<string, string>>();
  for (const { part } of chosen)
    if (part) values.set(part.of, (values.get(part.of) ?? new Map()).set(part.to, part.from));
  return values;
}

/** A misspelt answer must not look as if it had been followed. */
function refuseIdle({ rename = {} }: Answers, chosen: readonly PossibleRename[]): void {
  for (const [from, name] of Object.entries(rename)) {
    if (chosen.some((one) => one.from === from && one.name === name)) continue;
    throw new LimbeckError("usage", `there is nothing to rename from ${from} to ${name}`, {
      hint: "The old name, with what it is in, must be one that goes, and the new one must come: --rename vales.folio=numero. `limbeck check` shows both.",
      details: { from, name },
    });
  }
}
