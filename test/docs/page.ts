import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A fenced block of a Markdown page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The comment on the line above: `run`, `file src/models.ts`; empty without one. */
  readonly mark: string;
  /** The nearest heading above. */
  readonly heading: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
}

export interface Page {
  /** Relative to the repository: `docs/commands/init.md`. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Every Markdown page a reader may open, the top ones and those below `docs`. */
export function allPages(): Page[] {
  const top = readdirSync(root).filter((name) => name.endsWith(".md"));
  return [...top, ...filesIn("docs")].map(readPage);
}

/** The pages of a folder of `docs`. */
export function pagesIn(folder: string): Page[] {
  return filesIn(`docs/${folder}`).map(readPage);
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => relative(root, join(root, folder, name)).replaceAll("\\", "/"))
    .sort();
}

export function readPage(name: string): Page {
  const text = readFileSync(join(root, name), "utf8");
  return { name, text, blocks: blocksOf(text) };
}

function blocksOf(text: string): Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let heading = "";
  for (let i = 0; i < lines.length; i++) {
    heading = /^#+ (.*)$/.exec(lines[i]!)?.[1] ?? heading;
    const language = /^```(\w*)$/.exec(lines[i]!)?.[1];
    if (language === undefined) continue;
    const line = i + 1;
    const above = lines.slice(0, i).findLast((one) => one.trim() !== "") ?? "";
    const mark = /^<!-- (.*) -->$/.exec(above)?.[1] ?? "";
    const body: string[] = [];
    for (i++; lines[i] !== "```"; i++) {
      if (i >= lines.length) throw new Error(`a block that begins on line ${line} has no end`);
      body.push(lines[i]!);
    }
    blocks.push({ language, text: body.join("\n"), mark, heading, line });
  }
  return blocks;
}

/** The page with the text of one of its blocks replaced. */
export function withBlock(text: string, block: Block, body: string): string {
  const lines = text.split("\n");
  const length = lines.slice(block.line).indexOf("```");
  lines.splice(block.line, length, ...body.split("\n"));
  return lines.join("\n");
}
