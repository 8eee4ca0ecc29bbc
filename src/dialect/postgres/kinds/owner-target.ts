import type {
  ForMethod,
  GrantTarget,
  OperatorSignature,
  OwnerTarget,
} from "../../../operation/index.js";
import { onTarget } from "../grant-target.js";
import { qualified } from "../quote.js";
import { withOperands } from "./operator.js";
import { usingMethod } from "./operator-family.js";

/** What has an owner, but nothing that could be granted. */
const words = {
  collation: "COLLATION",
  operator: "OPERATOR",
  operatorClass: "OPERATOR CLASS",
  operatorFamily: "OPERATOR FAMILY",
  textSearchConfiguration: "TEXT SEARCH CONFIGURATION",
  textSearchDictionary: "TEXT SEARCH DICTIONARY",
  statistics: "STATISTICS",
  eventTrigger: "EVENT TRIGGER",
  publication: "PUBLICATION",
  subscription: "SUBSCRIPTION",
} as const;

export type OwnerWord = keyof typeof words;

type Fields = { readonly [K in OwnerWord]?: string } & Partial<OperatorSignature & ForMethod>;

/** A statement about what has an owner: `write` is given what follows ALTER, `COLLATION folios`. */
export function ofTarget(target: OwnerTarget, write: (object: string) => string): string {
  const fields = target as Fields;
  const word = (Object.keys(words) as OwnerWord[]).find((key) => fields[key] !== undefined);
  if (word === undefined)
    return onTarget(target as GrantTarget, (object) =>
      write(object.replace(/^FOREIGN SERVER/, "SERVER")),
    );
  return write(`${words[word]} ${nameOf(word, fields[word]!, fields)}`);
}

function nameOf(word: OwnerWord, name: string, fields: Fields): string {
  if (word === "operator") return withOperands(name, fields as OperatorSignature);
  if (word === "operatorClass" || word === "operatorFamily")
    return usingMethod(name, fields as ForMethod);
  return qualified(name, fields.schema);
}
