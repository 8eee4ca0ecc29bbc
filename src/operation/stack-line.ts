import { pathToFileURL } from "node:url";

/**
 * The innermost line of a stack that lies in a file. What Node itself imports stands there as a
 * URL: on Windows, and with a blank in the path, that is another text than the path.
 */
export function lineInStack(stack: string, file: string): number | undefined {
  return lineOf(stack, file) ?? lineOf(stack, pathToFileURL(file).href);
}

function lineOf(stack: string, name: string): number | undefined {
  for (let at = stack.indexOf(name); at >= 0; at = stack.indexOf(name, at + 1)) {
    const end = at + name.length;
    const line = /^:(\d+)/.exec(stack.slice(end, end + 12));
    if (line) return Number(line[1]);
  }
  return undefined;
}
