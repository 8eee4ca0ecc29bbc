import { fileURLToPath } from "node:url";
import { ownFile, runs } from "./own-package.js";

/** What went wrong while a module was loading, in words a user can act on. */
export interface LoadFault {
  readonly message: string;
  /** Where, when that is known: a file of the project, absolute. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** Nothing ran: it does not compile, or imports what is not there. */
  readonly kind?: "syntax" | "import";
}

/**
 * Finds file and line of an error thrown by a module or while it was compiled.
 *
 * @param entry the file that was asked for: assumed where the error itself names a line only
 */
export function loadFault(thrown: unknown, entry: string): LoadFault {
  if (!(thrown instanceof Error || (typeof thrown === "object" && thrown !== null))) {
    return { message: String(thrown), file: entry };
  }
  const {
    message = "",
    stack = "",
    loc,
  } = thrown as {
    message?: string;
    stack?: string;
    loc?: { line: number };
  };
  // sucrase: "Error transforming FILE: Unexpected token (3:5)"
  const sucrase = /^(?:Error transforming .*?: )?([\s\S]*?)\s*\((\d+):\d+\)$/.exec(message);
  if (loc !== undefined || message.startsWith("Error transforming ")) {
    const line = loc?.line ?? Number(sucrase?.[2]);
    return { message: sucrase?.[1] ?? message, file: entry, line, kind: "syntax" };
  }
  // jiti: "ParseError: FILE: Unexpected token (3:5) \n FILE:3:5"
  const babel = /^([\s\S]*?)\s*\n\s*(\S[^\n]*):(\d+):\d+\s*$/.exec(message);
  if (babel !== null) {
    const [, text = "", file = entry, line] = babel;
    const words = text.replace(/^(?:\w*Error: )+/, "").replace(`${file}: `, "");
    const said = words.replace(/\s*\(\d+:\d+\)$/, "");
    return { message: said, file, line: Number(line), kind: "syntax" };
  }
  const words = (message.split("\nRequire stack:")[0] ?? message).trim();
  const place = frameOf(stack);
  if (/^Cannot find (?:module|package) /.test(words))
    return { message: words, kind: "import", ...(place ?? { file: entry }) };
  if (place === undefined) return { message: words || "it threw without a message", file: entry };
  return { message: words || "it threw without a message", ...place };
}

/** The first place in a stack that is neither Node's nor a package's nor this tool's own. */
function frameOf(stack: string): { file: string; line: number } | undefined {
  const ownFolder = fileURLToPath(ownFile(`${runs}/`));
  const frame =
    /(?:^|\(|at |async )((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()\n]*?):(\d+)(?::\d+)?\)?$/;
  for (const line of stack.split("\n")) {
    const [, path = "", number] = frame.exec(line.trim()) ?? [];
    if (path === "" || /[\\/]node_modules[\\/]/.test(path)) continue;
    // A query (`?1`) makes Node import a file anew; it is no part of the name.
    const file = (path.startsWith("file:") ? fileURLToPath(path) : path).replace(/\?\w+$/, "");
    if (file.startsWith(ownFolder)) continue;
    return { file, line: Number(number) };
  }
  return undefined;
}

/** What to do about a fault; `otherwise` where the module ran and threw. */
export function faultHint({ kind }: LoadFault, otherwise: string): string {
  if (kind === "syntax") return "Correct that line; `npx tsc --noEmit` says more.";
  if (kind === "import") return "Install it, or correct the import.";
  return otherwise;
}
