import type { OnTable, Statement } from "../../../operation/index.js";
import { commentOn } from "../kind.js";
import { ident, qualified } from "../quote.js";

export interface ConstraintComments {
  readonly comment?: string | null;
  /** On the index behind it. */
  readonly indexComment?: string;
}

/** The statements for the comments on a constraint and on its index, which has the same name. */
export function constraintComments(
  name: string,
  { table, schema }: OnTable,
  { comment, indexComment }: ConstraintComments,
): Statement[] {
  return [
    ...commentOn(`CONSTRAINT ${ident(name)} ON ${qualified(table, schema)}`, comment),
    ...commentOn(`INDEX ${qualified(name, schema)}`, indexComment),
  ];
}
