import "./domain.js";
import "./enum.js";
import "./extension.js";
import "./schema.js";
import "./sequence.js";
import "./trigger.js";
import "./view.js";

export type { AggregateSpec, AggregateState } from "./aggregate.js";
export type { CastSpec } from "./cast.js";
export type { CollationSpec } from "./collation.js";
export type {
  ColumnChanges,
  ColumnCompression,
  ColumnSpec,
  ColumnStorage,
  GeneratedSpec,
  IdentityChanges,
  IdentityKind,
  IdentitySpec,
  NotNullChange,
  NotNullSpec,
  SequenceOptions,
} from "./column.js";
export type {
  CheckSpec,
  ExclusionSpec,
  ForeignKeyAction,
  ForeignKeySpec,
  KeySpec,
  OnTable,
} from "./constraint.js";
export type { Parameterized, Step, StepContext } from "./data.js";
export type { AttributeSpec, DomainSpec } from "./domain.js";
export type { EnumColumn } from "./enum.js";
export type { EventTriggerSpec } from "./event-trigger.js";
export type { ExtensionSpec } from "./extension.js";
export type {
  ForeignColumnSpec,
  ForeignDataWrapperSpec,
  ForeignOptionChanges,
  ForeignOptions,
  ForeignServerSpec,
  ForeignTableSpec,
  OnServer,
} from "./foreign.js";
export type { RoutineSignature, RoutineSpec } from "./function.js";
export type {
  DefaultPrivilegesChange,
  DefaultPrivilegesScope,
  Grantees,
  GrantTarget,
  OnColumns,
  Privilege,
  Privileges,
} from "./grant.js";
export type { IndexKey, IndexKeySpec, IndexSpec } from "./index-spec.js";
export type {
  Alteration,
  DiffContext,
  Disturbance,
  Kind,
  Release,
  Remake,
  Renaming,
} from "./kind.js";
export {
  type AnyOperation,
  type KnownOperation,
  type Operation,
  type OperationArguments,
  type OperationKind,
  type Origin,
  type OwnOperationArguments,
  operation,
} from "./operation.js";
export type { Operations } from "./operations.js";
export type {
  ForMethod,
  OperatorClassSpec,
  OperatorFamilySpec,
  OperatorMembers,
  OperatorSignature,
  OperatorSpec,
} from "./operator.js";
export { type OwnDirectives, spelledOut, withDirectives } from "./own-directives.js";
export type { OwnerTarget } from "./owner.js";
export type { PolicySpec } from "./policy.js";
export type {
  PublicationOptions,
  PublicationSpec,
  Published,
  PublishedCommand,
  PublishedTable,
} from "./publication.js";
export type { RangeTypeSpec } from "./range-type.js";
export { recorder, type Sink } from "./recorder.js";
export type { MembershipOptions, RoleChanges, RoleSpec } from "./role.js";
export type { RuleSpec } from "./rule.js";
export type { SequenceOwner, SequenceSpec } from "./sequence.js";
export { isSql, literal, type Sql, sql, type Value } from "./sql.js";
export type { Alone, Compile, CompileContext, Remains, Statement } from "./statement.js";
export type { StatisticsKind, StatisticsSpec } from "./statistics.js";
export type { SubscriptionOptions, SubscriptionSpec } from "./subscription.js";
export type {
  Commented,
  Concurrently,
  IfExists,
  IfNotExists,
  InSchema,
  NamedColumn,
  PartitionOf,
  ReplicaIdentity,
  RowSecurity,
  StorageParameterChanges,
  StorageParameters,
  TableName,
  TableSpec,
} from "./table.js";
export type {
  TextSearchConfigurationSpec,
  TextSearchDictionarySpec,
  TextSearchParserSpec,
  TextSearchTemplateSpec,
} from "./text-search.js";
export type { TriggerEnabled, TriggerEvent, TriggerSpec } from "./trigger.js";
export type { MaterializedViewSpec, ViewSpec } from "./view.js";
