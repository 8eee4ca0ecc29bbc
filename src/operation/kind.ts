import type { Catalog, CatalogObject, ObjectId } from "../catalog/index.js";
import type { AnyOperation } from "./operation.js";

/** What a kind can ask while it plans. */
export interface DiffContext {
  readonly from: Catalog;
  readonly to: Catalog;
  /** What is made or made anew; known once operations are asked for, not while changes are found. */
  readonly created?: ReadonlySet<ObjectId>;
  /** How old values become new ones, as a person said it, by the object that holds them. */
  readonly using?: ReadonlyMap<ObjectId, string>;
}

/** Whom a change of an object gets in the way of. */
export interface Disturbance {
  /** Other objects that change with it: their dependents can be disturbed as well. */
  readonly touches?: readonly ObjectId[];
  /** What must be taken down before the change and put back after it, among the object's dependents. */
  readonly disturbs?: (dependent: CatalogObject) => boolean;
  /**
   * Who must let go of these meanwhile, or be taken down: a column that holds rows of the table
   * whose column changes.
   */
  readonly loosens?: {
    readonly of: readonly ObjectId[];
    readonly who: (dependent: CatalogObject, of: CatalogObject) => boolean;
  };
}

/** A change in place. */
export interface Alteration extends Disturbance {
  readonly operations: readonly AnyOperation[];
  /** What goes with the change: `values nuevo, anulado`. */
  readonly loses?: string;
  /** What belongs to it and has to come again, since the change makes anew what it was on: grants. */
  readonly renews?: (child: CatalogObject) => boolean;
  /** Its values change in a way that the database would not have chosen by itself. */
  readonly conversion?: {
    readonly from: string;
    readonly to: string;
    /** The expression that is used. */
    readonly using: string;
  };
}

/** How objects of one kind get another name in place, with all they hold. */
export interface Renaming<Data = never> {
  /** Nothing where it is somebody else's to rename. */
  rename(object: CatalogObject<Data>, name: string, catalog: Catalog): AnyOperation[];
  /** Names inside an object that can change as well: the values of an enum, in their order. */
  readonly parts?: {
    names(object: CatalogObject<Data>): readonly string[];
    rename(object: CatalogObject<Data>, from: string, to: string): AnyOperation;
  };
}

/** How an object lets go of something, and takes hold of it again. */
export interface Release extends Disturbance {
  /** A change of its own takes it away from there: nothing else is to be done. */
  readonly leaves?: boolean;
  readonly before: readonly AnyOperation[];
  readonly after: readonly AnyOperation[];
}

/** How what an object holds outlives its being made anew. */
export interface Remake {
  /** Instead of its drop: it makes room. */
  readonly aside: readonly AnyOperation[];
  /** Behind its creation, and that of `after`: it gets back what it held. */
  readonly back: readonly AnyOperation[];
  readonly after: readonly ObjectId[];
}

/** How objects of one kind come, change and go, as operations. */
export interface Kind<Data = never> {
  readonly name: string;
  /** Lower ones are created earlier where nothing else decides. */
  readonly rank: number;
  /** It reacts to changes of others: it goes before them and comes behind them. */
  readonly watches?: boolean;
  /** Comes ahead of all that it does not need, drops included: it decides how others are made. */
  readonly first?: boolean;
  /** The names it takes: two objects that claim one name cannot exist at once. */
  claims?(object: CatalogObject<Data>, catalog: Catalog): string[];
  create(object: CatalogObject<Data>, context: DiffContext): AnyOperation[];
  drop(object: CatalogObject<Data>, context: DiffContext): AnyOperation[];
  /** `undefined`: cannot be changed in place, so it is dropped and created. */
  alter(
    from: CatalogObject<Data>,
    to: CatalogObject<Data>,
    context: DiffContext,
  ): Alteration | undefined;
  /** Absent: it goes, and one of another name comes. */
  readonly renaming?: Renaming<Data>;
  /** How the object travels inside the operation that creates its parent. */
  readonly inline?: {
    add(operation: AnyOperation, object: CatalogObject<Data>): AnyOperation;
    /** What that operation cannot say, behind it. */
    behind?(object: CatalogObject<Data>, context: DiffContext): AnyOperation[];
    /** May also be created on its own: how a cycle is broken. */
    readonly separable: boolean;
  };
  /**
   * How the object stays while things it depends on are made anew: a column lets go of its default
   * or of its type. Where there is no way, it is made anew too.
   */
  readonly release?: (
    object: CatalogObject<Data>,
    dependencies: readonly CatalogObject[],
    context: DiffContext,
  ) => Release | undefined;
  /**
   * Objects that should not change while it is there: they do so once it is dropped, and before it
   * is created, whether or not either needs the other.
   */
  readonly frozen?: (object: CatalogObject<Data>, context: DiffContext) => ObjectId[];
  /** How it keeps what it holds when it cannot stay. */
  readonly remake?: (object: CatalogObject<Data>, context: DiffContext) => Remake | undefined;
  /** What is lost when it is dropped: `"rows"`, `"values"`; nothing by default. */
  readonly loses?: (object: CatalogObject<Data>) => string | undefined;
}
