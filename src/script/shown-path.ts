import { isAbsolute, relative } from "node:path";

/** A path as messages show it: relative to the working directory where it lies below it. */
export function shownPath(file: string): string {
  const short = relative(process.cwd(), file);
  return short === "" || short.startsWith("..") || isAbsolute(short) ? file : short;
}
