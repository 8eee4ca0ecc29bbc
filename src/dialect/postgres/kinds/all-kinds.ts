import type { PostgresKind } from "../kind.js";
import { aggregate } from "./aggregate.js";
import { cast } from "./cast.js";
import { check } from "./check.js";
import { collation } from "./collation.js";
import { column } from "./column.js";
import { compositeType } from "./composite-type.js";
import { defaultPrivileges } from "./default-privileges.js";
import { domain } from "./domain.js";
import { enumKind } from "./enum.js";
import { eventTrigger } from "./event-trigger.js";
import { exclusion } from "./exclusion.js";
import { extension } from "./extension.js";
import { foreignDataWrapper } from "./foreign-data-wrapper.js";
import { foreignKey } from "./foreign-key.js";
import { foreignServer } from "./foreign-server.js";
import { foreignTable } from "./foreign-table.js";
import { inheritable } from "./handed-down.js";
import { clustering, replicaIdentity } from "./index-choice.js";
import { index } from "./index-kind.js";
import { inheritance, partition } from "./inheritance.js";
import { primaryKey, unique } from "./key.js";
import { materializedView } from "./materialized-view.js";
import { membership } from "./membership.js";
import { operator } from "./operator.js";
import { operatorClass } from "./operator-class.js";
import { operatorFamily } from "./operator-family.js";
import { owner } from "./owner.js";
import { policy } from "./policy.js";
import { privileges } from "./privileges.js";
import { publication } from "./publication.js";
import { rangeType } from "./range-type.js";
import { role } from "./role.js";
import { functionKind, procedure } from "./routine.js";
import { rule } from "./rule.js";
import { schema } from "./schema.js";
import { schemaComment } from "./schema-comment.js";
import { sequence } from "./sequence.js";
import { sequenceOwner } from "./sequence-owner.js";
import { sequencePersistence } from "./sequence-persistence.js";
import { setting } from "./setting.js";
import { statistics } from "./statistics.js";
import { subscription } from "./subscription.js";
import { table } from "./table.js";
import { textSearchConfiguration } from "./text-search-configuration.js";
import { textSearchDictionary } from "./text-search-dictionary.js";
import { textSearchParser } from "./text-search-parser.js";
import { textSearchTemplate } from "./text-search-template.js";
import { trigger } from "./trigger.js";
import { userMapping } from "./user-mapping.js";
import { view } from "./view.js";

type AnyKind = PostgresKind<unknown>;

/** Every built-in object kind. Columns come before sequences: they say which ones they carry. */
export const kinds: readonly AnyKind[] = [
  role,
  membership,
  schema,
  schemaComment,
  extension,
  enumKind,
  domain,
  compositeType,
  rangeType,
  collation,
  functionKind,
  aggregate,
  cast,
  operator,
  operatorFamily,
  operatorClass,
  textSearchParser,
  textSearchTemplate,
  textSearchDictionary,
  textSearchConfiguration,
  table,
  column,
  partition,
  inheritance,
  inheritable(primaryKey),
  inheritable(unique),
  inheritable(check),
  inheritable(foreignKey),
  inheritable(exclusion),
  view,
  materializedView,
  inheritable(index),
  replicaIdentity,
  clustering,
  sequence,
  sequenceOwner,
  sequencePersistence,
  statistics,
  trigger,
  rule,
  policy,
  procedure,
  eventTrigger,
  foreignDataWrapper,
  foreignServer,
  userMapping,
  foreignTable,
  publication,
  subscription,
  // Behind everything that can be granted.
  defaultPrivileges,
  privileges,
  owner,
  setting,
] as readonly unknown[] as readonly AnyKind[];
