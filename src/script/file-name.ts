import { LimbeckError } from "../diagnostic/index.js";

export interface FileNameParts {
  readonly id: string;
  readonly message: string;
  /** ISO 8601, a date or a date with time, as the clock on the wall shows it. */
  readonly date: string;
  /** Seconds since 1970; what `date` is in UTC by default. */
  readonly epoch?: number | undefined;
  /** Default `%(rev)s_%(slug)s`; see `revisionFileName`. */
  readonly fileTemplate?: string | undefined;
  /** The longest slug, in characters. Default 40. */
  readonly slugLength?: number | undefined;
  /** Default `ts`. */
  readonly format?: "ts" | "sql" | undefined;
}

/**
 * The message as a part of a file name: lower case, letters and digits of any script, everything
 * else an underscore, cut between words.
 */
export function slugOf(message: string, length = 40): string {
  const slug = message
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");
  const characters = [...slug];
  if (characters.length <= length) return slug;
  // One more than fits: a word that ends exactly at the limit stays.
  const cut = characters.slice(0, length + 1).join("");
  const boundary = cut.lastIndexOf("_");
  return boundary > 0 ? cut.slice(0, boundary) : characters.slice(0, length).join("");
}

/**
 * The name of a new revision file, with its extension.
 *
 * The template takes `%(rev)s`, `%(slug)s`, `%(epoch)s` and `%(year)s`, `%(month)s`, `%(day)s`,
 * `%(hour)s`, `%(minute)s`, `%(second)s` (padded); a `/` makes folders.
 *
 * @throws {LimbeckError} `config-invalid` for a template with another token, or that leaves the folder
 */
export function revisionFileName(parts: FileNameParts): string {
  const template = parts.fileTemplate ?? "%(rev)s_%(slug)s";
  const tokens = tokensOf(parts, template.includes("%(rev)"));
  const name = template.replace(/%\((\w+)\)(?:\.?\d*)?[sd]/g, (_all, token: string) => {
    const value = tokens[token];
    if (value !== undefined) return value;
    throw new LimbeckError("config-invalid", `fileTemplate has an unknown token %(${token})s`, {
      hint: `The tokens are ${Object.keys(tokens).join(", ")}.`,
    });
  });
  const tidy = name.replace(/[\s_-]+$/, "").replace(/\.(?:ts|js|mjs|sql)$/, "");
  const segments = tidy.split(/[\\/]/);
  if (segments.some((segment) => segment === "" || segment.startsWith("."))) {
    throw new LimbeckError("config-invalid", `fileTemplate makes the file name "${name}"`, {
      hint: "It must stay in the migrations folder, and no part of it may begin with a dot.",
    });
  }
  return `${segments.join("/")}.${parts.format ?? "ts"}`;
}

/** The slug of a message that begins with the id, as a name that was given for both, is the rest of it. */
function slugBeside(id: string, message: string, length: number | undefined): string {
  const slug = slugOf(message, length);
  const own = slugOf(id, Number.POSITIVE_INFINITY);
  if (slug === own) return "";
  return slug.startsWith(`${own}_`) ? slug.slice(own.length + 1) : slug;
}

/** @param beside the name holds the id too */
function tokensOf(parts: FileNameParts, beside: boolean): Record<string, string> {
  const { id, message, date, slugLength } = parts;
  const [year = "", month = "", day = "", hour = "00", minute = "00", second = "00"] =
    date.match(/\d+/g) ?? [];
  return {
    // An id is free text: a slash in it must not make a folder, and Windows must be able to check it out.
    rev: id.replace(/[\\/:*?"<>|]/g, "_"),
    slug: beside ? slugBeside(id, message, slugLength) : slugOf(message, slugLength),
    epoch: String(parts.epoch ?? Math.floor(Date.parse(date) / 1000)),
    year,
    month,
    day,
    hour,
    minute,
    second,
  };
}
