import type { CatalogObject } from "../../catalog/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import {
  type AnyOperation,
  type OwnDirectives,
  recorder,
  withDirectives,
} from "../../operation/index.js";
import { operationKinds } from "./compile.js";
import type { PostgresKind } from "./kind.js";
import { kinds } from "./kinds/all-kinds.js";
import { qualified } from "./quote.js";

/** An object as the kind it belongs to sees it. */
export type OwnObject<Data = Record<string, unknown>> = Pick<
  CatalogObject<Data>,
  "id" | "name" | "schema" | "data"
>;

/**
 * An object kind of a project's own: something that PostgreSQL or an extension keeps, or rows of a
 * table, which from then on is in the models, compared, and carried by revisions.
 */
export interface OwnKind<Data = Record<string, unknown>> {
  /** As reports and filters call it: `cron job`. */
  readonly name: string;
  /** A relation that the query reads; where it is not there, neither are such objects. */
  readonly relation?: string;
  /**
   * Gives a row for each object: its `name`, its `data` as JSON, which is what is compared, and where
   * there are any its `schema`, the `parent` it goes away with (`table countries`), and as a JSON list
   * the objects that it `needs`. Names in it are looked up in the target schema.
   */
  readonly query: string;
  /** Its objects are rows of their parents: a revision may take some and change some. */
  readonly rows?: boolean;
  create(object: OwnObject<Data>): readonly AnyOperation[];
  drop(object: OwnObject<Data>): readonly AnyOperation[];
  /** Nothing where it cannot be changed in place, so that it is dropped and created. */
  alter?(from: OwnObject<Data>, to: OwnObject<Data>): readonly AnyOperation[] | undefined;
  /** What is lost when one is dropped, as reports say it: `history`. */
  readonly loses?: string;
}

/** All kinds there are: the built-in ones, and those of a project's own. */
export function kindsFor({ kinds: own = [] }: { readonly kinds?: readonly OwnPostgresKind[] }) {
  return own.length === 0 ? kinds : [...kinds, ...(own as readonly unknown[] as typeof kinds)];
}

interface Row {
  name: string;
  data: unknown;
  schema?: string | null;
  parent?: string | null;
  needs?: readonly string[] | null;
}

/**
 * Kinds of a project's own, as the built-in ones are; what their operations do is what `directives` say.
 *
 * @throws {LimbeckError} `config-invalid` for a name that is taken
 */
export function ownKinds(
  own: readonly OwnKind<never>[],
  directives: OwnDirectives = {},
): readonly OwnPostgresKind[] {
  const taken = new Set(kinds.map(({ name }) => name));
  for (const { name } of own) {
    if (taken.has(name))
      throw new LimbeckError("config-invalid", `there are two kinds with the name ${name}`, {
        hint: "Give the one of the configuration, or of the plugin, another name.",
      });
    taken.add(name);
  }
  return own.map((kind) => postgresKind(kind as OwnKind, directives));
}

/** A kind that reads something which may not be there. */
export interface OwnPostgresKind extends PostgresKind<Record<string, unknown>, Row> {
  readonly relation: string | undefined;
  readonly rows: boolean;
}

function postgresKind(kind: OwnKind, directives: OwnDirectives): OwnPostgresKind {
  const { name, relation, query, rows = false, loses } = kind;
  const spelled = (operations: readonly AnyOperation[]) =>
    operations.map((one) => withMeaning(one, directives));
  return {
    name,
    relation,
    rows,
    // Behind all that a table has.
    rank: 30,
    read: {
      query: () => query,
      object(row, context) {
        const place = row.schema ? context.schema(row.schema) : {};
        return {
          id: `${name} ${qualified(row.name, place.schema)}`,
          kind: name,
          ...(row.parent && { parent: row.parent }),
          ...place,
          name: row.name,
          data: row.data as Record<string, unknown>,
          dependsOn: [...(row.needs ?? [])],
        };
      },
    },
    create: (object) => spelled(kind.create(object)),
    drop: (object) => spelled(kind.drop(object)),
    alter(from, to) {
      const operations = kind.alter?.(from, to);
      return operations && { operations: spelled(operations) };
    },
    ...(loses !== undefined && { loses: () => loses }),
  };
}

/** An operation of a project's own with what it does, for whoever runs it without a revision's file. */
function withMeaning(operation: AnyOperation, directives: OwnDirectives): AnyOperation {
  const { kind, args } = operation;
  if (!Object.hasOwn(directives, kind)) return operation;
  const does: AnyOperation[] = [];
  const op = recorder(operationKinds, {
    record: (one) => void does.push(one),
    query() {
      throw new LimbeckError("config-invalid", `the directive ${kind} of a kind reads`, {
        hint: "What it does has to follow from its arguments: objects of a kind are compared without a database of theirs.",
      });
    },
  });
  const call = (own: Record<string, (...args: readonly unknown[]) => unknown>) =>
    own[kind]!(...args);
  withDirectives(call as never, directives)(op as never);
  return { ...operation, does };
}
