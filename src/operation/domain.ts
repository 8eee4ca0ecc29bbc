import type { CheckSpec } from "./constraint.js";
import type { EnumColumn } from "./enum.js";
import type { Sql, Value } from "./sql.js";
import type { Commented, IfExists, InSchema } from "./table.js";

export interface DomainSpec extends InSchema {
  readonly type: string;
  readonly notNull?: boolean;
  readonly default?: Value | Sql;
  readonly collation?: string;
  /** By constraint name; the value is called `VALUE`. */
  readonly checks?: { readonly [name: string]: CheckSpec | Sql };
  readonly comment?: string;
}

/** An attribute of a composite type. */
export interface AttributeSpec {
  readonly type: string;
  readonly collation?: string;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createDomain: [name: string, domain: DomainSpec];
    dropDomain: [name: string, options?: InSchema & IfExists];
    renameDomain: [from: string, to: string, options?: InSchema];
    /** `null` takes away; a check is added by its definition. */
    alterDomain: [
      name: string,
      changes: InSchema &
        Commented & {
          readonly notNull?: boolean;
          readonly default?: Value | Sql;
          readonly checks?: { readonly [name: string]: CheckSpec | Sql | null };
          /** Of checks that stay as they are; `null` takes one away. */
          readonly comments?: { readonly [name: string]: string | null };
        },
    ];
    /**
     * Gives a domain another type, or its checks where columns hold lists of it, by making it anew.
     * Every column of it is named and rewritten, through a cast from the former type.
     */
    replaceDomain: [
      name: string,
      domain: DomainSpec & { readonly formerType: string; readonly columns: readonly EnumColumn[] },
    ];
    createCompositeType: [
      name: string,
      type: InSchema & {
        readonly attributes: { readonly [name: string]: AttributeSpec };
        readonly comment?: string;
      },
    ];
    dropCompositeType: [name: string, options?: InSchema & IfExists];
    renameCompositeType: [from: string, to: string, options?: InSchema];
    renameAttribute: [type: string, from: string, to: string, options?: InSchema];
    /**
     * Gives attributes of a composite type other types while columns hold it, by making it anew.
     * Every column of it is named and rewritten, by way of text.
     */
    replaceCompositeType: [
      name: string,
      type: InSchema & {
        readonly attributes: { readonly [name: string]: AttributeSpec };
        readonly comment?: string;
        readonly columns: readonly EnumColumn[];
      },
    ];
    alterCompositeType: [
      name: string,
      changes: InSchema &
        Commented & {
          readonly add?: { readonly [name: string]: AttributeSpec };
          readonly alter?: { readonly [name: string]: AttributeSpec };
          readonly drop?: readonly string[];
          /** Of attributes; `null` takes one away. */
          readonly comments?: { readonly [name: string]: string | null };
        },
    ];
  }
}
