/** What is compared beyond the objects themselves. */
export interface Comparison {
  /** Grants and default privileges. Default `true`. */
  readonly grants?: boolean;
  /**
   * Who owns what. What belongs to the role that reads needs no word; a name here says that the same
   * holds for that role's: it runs the migrations. Default `false`.
   */
  readonly owners?: boolean | string;
  /** `ALTER DATABASE … SET`, and the same for a role in this database. Default `false`. */
  readonly settings?: boolean;
  /**
   * Roles and their members: those that models and revisions make. Names, in which `*` is any text,
   * are the project's besides, whoever made them. Default `false`.
   */
  readonly roles?: boolean | readonly string[];
}
