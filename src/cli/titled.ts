/** Of a message what fits into a table: it may go on for lines, as what a revision says in Python does. */
export function firstLine(message: string): string {
  return message.split("\n", 1)[0]!;
}

/** An id with its message, if it has one. */
export function titled(id: string, message: string): string {
  return message === "" ? id : `${id}  ${firstLine(message)}`;
}
