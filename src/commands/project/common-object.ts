/** An object that several lines work on. */
export interface CommonObject {
  readonly object: string;
  /** The revisions that do, one or more of each line. */
  readonly revisions: readonly string[];
}

/** `vales: 1975ea83b712 and ae1027a6acf1 both work on it`. */
export function commonLine({ object, revisions }: CommonObject): string {
  return `${object}: ${revisions.join(" and ")} both work on it`;
}
