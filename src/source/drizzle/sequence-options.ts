import type { PgSequenceOptions } from "drizzle-orm/pg-core";

/** The options of a sequence, in the order of the manual. What is not given is PostgreSQL's to choose. */
export function sequenceOptions(options: PgSequenceOptions | undefined): string[] {
  const list: string[] = [];
  const add = (words: string, value: number | string | bigint | undefined) => {
    if (value !== undefined) list.push(`${words} ${wholeNumber(value)}`);
  };
  add("INCREMENT BY", options?.increment);
  add("MINVALUE", options?.minValue);
  add("MAXVALUE", options?.maxValue);
  add("START WITH", options?.startWith);
  add("CACHE", options?.cache);
  if (options?.cycle) list.push("CYCLE");
  return list;
}

function wholeNumber(value: number | string | bigint): string {
  const text = String(value);
  if (!/^-?\d+$/.test(text)) throw new TypeError(`a sequence cannot take ${text} as a number`);
  return text;
}
