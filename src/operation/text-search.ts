import type { Commented, IfExists, InSchema } from "./table.js";

/** Functions that cut a text into tokens; they are written in C. */
export interface TextSearchParserSpec extends InSchema {
  readonly start: string;
  readonly getToken: string;
  readonly end: string;
  readonly lexTypes: string;
  readonly headline?: string;
  readonly comment?: string;
}

/** Functions behind a dictionary; they are written in C. */
export interface TextSearchTemplateSpec extends InSchema {
  readonly lexize: string;
  readonly init?: string;
  readonly comment?: string;
}

export interface TextSearchDictionarySpec extends InSchema {
  /** What kind of dictionary it is: `snowball`, `synonym`, `ispell`, `simple`. */
  readonly template: string;
  /** What the template takes: `{ language: "spanish", stopwords: "spanish" }`. */
  readonly options?: { readonly [option: string]: string };
  readonly comment?: string;
}

export interface TextSearchConfigurationSpec extends InSchema {
  /** Default `default`, PostgreSQL's own. */
  readonly parser?: string;
  /** Dictionaries by kinds of token: `{ "asciiword, word": ["unaccent", "spanish_stem"] }`. */
  readonly mappings?: { readonly [tokens: string]: readonly string[] };
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createTextSearchParser: [name: string, parser: TextSearchParserSpec];
    dropTextSearchParser: [name: string, options?: InSchema & IfExists];
    renameTextSearchParser: [from: string, to: string, options?: InSchema];
    alterTextSearchParser: [name: string, changes: InSchema & Commented];
    createTextSearchTemplate: [name: string, template: TextSearchTemplateSpec];
    dropTextSearchTemplate: [name: string, options?: InSchema & IfExists];
    renameTextSearchTemplate: [from: string, to: string, options?: InSchema];
    alterTextSearchTemplate: [name: string, changes: InSchema & Commented];
    createTextSearchDictionary: [name: string, dictionary: TextSearchDictionarySpec];
    dropTextSearchDictionary: [name: string, options?: InSchema & IfExists];
    renameTextSearchDictionary: [from: string, to: string, options?: InSchema];
    /** An option that is `null` is back to the template's default. */
    alterTextSearchDictionary: [
      name: string,
      changes: InSchema &
        Commented & { readonly options?: { readonly [option: string]: string | null } },
    ];
    createTextSearchConfiguration: [name: string, configuration: TextSearchConfigurationSpec];
    dropTextSearchConfiguration: [name: string, options?: InSchema & IfExists];
    renameTextSearchConfiguration: [from: string, to: string, options?: InSchema];
    /** Tokens that map to `null` are no longer looked up. */
    alterTextSearchConfiguration: [
      name: string,
      changes: InSchema &
        Commented & { readonly mappings?: { readonly [tokens: string]: readonly string[] | null } },
    ];
  }
}
