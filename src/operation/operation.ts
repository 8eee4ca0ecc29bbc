/**
 * The arguments of every operation, by its kind, which is also the name of its directive: the
 * operation `createIndex` is what `op.createIndex(…)` records. Families add theirs by declaration
 * merging.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface OperationArguments {}

/** The arguments of a project's own directives, merged in likewise. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface OwnOperationArguments {}

export type OperationKind = keyof OperationArguments;

/** Where a directive was written. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** What a revision does, as plain data: a kind and the very arguments it was written with. */
export interface Operation<K extends OperationKind = OperationKind> {
  readonly kind: K;
  readonly args: OperationArguments[K];
  readonly origin?: Origin;
}

/** One of the operations there are, to be told apart by `kind`. */
export type KnownOperation = { readonly [K in OperationKind]: Operation<K> }[OperationKind];

/** Any operation, whatever its kind: the shape that generic code handles. */
export interface AnyOperation {
  readonly kind: string;
  readonly args: readonly unknown[];
  readonly origin?: Origin;
  /** It was written inside `op.autocommitBlock`: its statements run outside a transaction. */
  readonly autocommit?: true;
  /** Of a directive of a project's own: what it does, in others. */
  readonly does?: readonly AnyOperation[];
}

/** Makes an operation. */
export function operation<K extends OperationKind>(
  kind: K,
  ...args: OperationArguments[K]
): Operation<K>;
export function operation<K extends keyof OwnOperationArguments & string>(
  kind: K,
  ...args: OwnOperationArguments[K]
): AnyOperation;
export function operation(kind: string, ...args: readonly unknown[]): AnyOperation {
  return Object.freeze({ kind, args: Object.freeze(args) });
}
