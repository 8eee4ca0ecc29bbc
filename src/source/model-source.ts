/** A place where models live. Lazy: nothing is read before `load`. */
export interface ModelSource {
  /** For messages: `drizzle(./src/models/*.ts)`. */
  readonly name: string;
  /**
   * The files it starts from as they are now, without reading them: a cache asks whether any came
   * or went. Absent where they cannot be known.
   */
  files?(context: SourceContext): readonly string[] | Promise<readonly string[]>;
  /**
   * Reads the models and gives the DDL that builds them in an empty database.
   *
   * @throws {LimbeckError} models-missing, models-empty, models-failed, models-duplicate,
   *   models-invalid
   */
  load(context: SourceContext): Promise<LoadedModels>;
}

export interface SourceContext {
  /** The folder of the config file: patterns start there. */
  readonly baseDir: string;
  /** The schema that a name without one stands for. */
  readonly targetSchema: string;
  /** Where transpiled modules may be kept; by default they are not. */
  readonly cacheDir?: string;
}

export interface LoadedModels {
  /** In the order they must run. */
  readonly statements: readonly ModelStatement[];
  /** Every project file that was read or imported, absolute: the key of the cache. */
  readonly files: readonly string[];
  /** Some models came from a function, so `files` does not name all that was read: do not cache. */
  readonly filesUnknown?: boolean;
  /** Roles that the models name but do not create, for stubs in scratch. */
  readonly roles?: readonly string[];
  /** What things were called before, where the models say so: `{ "vales.numero": "folio" }`. */
  readonly formerNames?: Readonly<Record<string, string>>;
  /** What each file held, for messages. */
  readonly summary: readonly FileSummary[];
}

export interface FileSummary {
  /** Relative to the config file's folder. */
  readonly file: string;
  /** For modules: how many names it exports. */
  readonly exports?: number;
  readonly tables: number;
  /** Other models or statements. */
  readonly other?: number;
}

export interface ModelStatement {
  readonly sql: string;
  /** What the file has, where `sql` stands in for it; without passwords. */
  readonly written?: string;
  /** Relative to the config file's folder. */
  readonly file: string;
  /** From 1, where it is known. */
  readonly line?: number;
  /** The object it creates: `table vales`, `index audit.ix_events_at`. */
  readonly defines?: string;
  /** Where in the file, for messages: the name of the export. */
  readonly label?: string;
}

/** As a message has it: `src/models.ts: 3 exports, 0 tables`. */
export function summaryLine(summary: FileSummary): string {
  const parts = [count(summary.tables, "table")];
  if (summary.exports !== undefined) parts.unshift(count(summary.exports, "export"));
  if (summary.other) parts.push(`${summary.other} other`);
  return `${summary.file}: ${parts.join(", ")}`;
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
