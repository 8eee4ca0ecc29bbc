import { readFileSync } from "node:fs";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import { flag } from "./flag.js";

/** What a person says about a change that its two ends cannot tell. */
export interface Answers {
  /** Old to new name, the old one with what it is in: `{ "vales.folio": "numero" }`. */
  readonly rename?: Readonly<Record<string, string>> | undefined;
  /** What really goes, although something like it comes: `["vales.notes"]`. */
  readonly drop?: readonly string[] | undefined;
  /** How old values become new ones: `{ "vales.amount": "amount::integer" }`. */
  readonly using?: Readonly<Record<string, string>> | undefined;
}

/** A question that only a person can answer. */
export type Question =
  | {
      readonly kind: "rename";
      /** What goes: `column vales.folio`. */
      readonly what: string;
      readonly from: string;
      /** What it may be called now, the likest first. */
      readonly names: readonly string[];
    }
  | {
      readonly kind: "using";
      /** `column vales.amount`. */
      readonly what: string;
      readonly address: string;
      readonly from: string;
      readonly to: string;
      /** The expression that a cast would be. */
      readonly using: string;
    }
  | {
      /** Whether a protected environment is meant: answered with its name. */
      readonly kind: "protected";
      readonly environment: string;
      /** What is going to happen to it. */
      readonly what: string;
    }
  | {
      /** Whether a database is to lose what it has: answered with `yes`. */
      readonly kind: "reset";
      readonly database: string;
      readonly objects: number;
    };

/** The ones that are about a change, and that a flag can answer. */
export type ChangeQuestion = Exclude<Question, { kind: "protected" | "reset" }>;

/** Gives the new name or the expression; nothing for what really goes, or where nothing was said. */
export type Ask = (question: Question) => Promise<string | undefined>;

/**
 * Answers out of a JSON file: `{ "rename": { … }, "drop": [ … ], "using": { … } }`.
 *
 * @throws {LimbeckError} `usage` for a file that is not there or holds something else
 */
export function readAnswers(file: string): Answers {
  const wrong = (why: string) =>
    new LimbeckError("usage", `${file} ${why}`, {
      hint: 'It looks like this: { "rename": { "vales.folio": "numero" }, "drop": ["vales.notes"], "using": { "vales.amount": "amount::integer" } }',
    });
  let answers: unknown;
  try {
    answers = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw wrong(`cannot be read: ${messageOf(error)}`);
  }
  if (typeof answers !== "object" || answers === null) throw wrong("holds no answers");
  const { rename = {}, drop = [], using = {}, ...more } = answers as Record<string, unknown>;
  const [other] = Object.keys(more);
  if (other !== undefined) throw wrong(`has a key ${other} that answers nothing`);
  if (!isNames(rename) || !isNames(using) || !isList(drop)) throw wrong("holds no answers");
  return { rename, drop, using };
}

function isNames(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && isList(Object.values(value));
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** The questions as one error that says how to answer each. */
export function unanswered(questions: readonly ChangeQuestion[]): LimbeckError {
  const message = questions.map(textOf).join("\n");
  const flags = questions.flatMap(flagsOf);
  return new LimbeckError("not-interactive", message, {
    hint: `Nobody can be asked here. Answer by adding:\n${flags.join("\n")}`,
    details: { questions },
  });
}

function textOf(question: ChangeQuestion): string {
  return question.kind === "rename"
    ? `${question.what} goes while ${question.names.join(", ")} comes: is it renamed?`
    : `${question.what} becomes ${question.to}: how do values of type ${question.from}?`;
}

function flagsOf(question: ChangeQuestion): string[] {
  if (question.kind === "using") return [flag("--using", `${question.address}=${question.using}`)];
  const renames = question.names.map((name) => flag("--rename", `${question.from}=${name}`));
  return [[...renames, flag("--drop", question.from)].join("  or  ")];
}
