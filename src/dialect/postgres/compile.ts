import { LimbeckError } from "../../diagnostic/index.js";
import type {
  AnyOperation,
  CompileContext,
  OperationKind,
  Statement,
} from "../../operation/index.js";
import { dataCompilers } from "./data-operations.js";
import type { Compilers } from "./kind.js";
import { aggregateCompilers } from "./kinds/aggregate.js";
import { castCompilers } from "./kinds/cast.js";
import { collationCompilers } from "./kinds/collation.js";
import { columnCompilers } from "./kinds/column.js";
import { compositeTypeCompilers } from "./kinds/composite-type.js";
import { constraintCompilers } from "./kinds/constraint.js";
import { defaultPrivilegesCompilers } from "./kinds/default-privileges.js";
import { domainCompilers } from "./kinds/domain.js";
import { enumCompilers } from "./kinds/enum.js";
import { eventTriggerCompilers } from "./kinds/event-trigger.js";
import { extensionCompilers } from "./kinds/extension.js";
import { foreignDataWrapperCompilers } from "./kinds/foreign-data-wrapper.js";
import { foreignServerCompilers } from "./kinds/foreign-server.js";
import { foreignTableCompilers } from "./kinds/foreign-table.js";
import { indexCompilers } from "./kinds/index-kind.js";
import { materializedViewCompilers } from "./kinds/materialized-view.js";
import { membershipCompilers } from "./kinds/membership.js";
import { operatorCompilers } from "./kinds/operator.js";
import { operatorClassCompilers } from "./kinds/operator-class.js";
import { operatorFamilyCompilers } from "./kinds/operator-family.js";
import { ownerCompilers } from "./kinds/owner.js";
import { policyCompilers } from "./kinds/policy.js";
import { privilegesCompilers } from "./kinds/privileges.js";
import { publicationCompilers } from "./kinds/publication.js";
import { rangeTypeCompilers } from "./kinds/range-type.js";
import { roleCompilers } from "./kinds/role.js";
import { routineCompilers } from "./kinds/routine.js";
import { ruleCompilers } from "./kinds/rule.js";
import { schemaCompilers } from "./kinds/schema.js";
import { sequenceCompilers } from "./kinds/sequence.js";
import { settingCompilers } from "./kinds/setting.js";
import { statisticsCompilers } from "./kinds/statistics.js";
import { subscriptionCompilers } from "./kinds/subscription.js";
import { tableCompilers } from "./kinds/table.js";
import { textSearchConfigurationCompilers } from "./kinds/text-search-configuration.js";
import { textSearchDictionaryCompilers } from "./kinds/text-search-dictionary.js";
import { textSearchParserCompilers } from "./kinds/text-search-parser.js";
import { textSearchTemplateCompilers } from "./kinds/text-search-template.js";
import { triggerCompilers } from "./kinds/trigger.js";
import { userMappingCompilers } from "./kinds/user-mapping.js";
import { viewCompilers } from "./kinds/view.js";

/** One compiler for each operation there is: the compiler lists what is missing. */
const compilers = {
  ...schemaCompilers,
  ...extensionCompilers,
  ...enumCompilers,
  ...sequenceCompilers,
  ...tableCompilers,
  ...columnCompilers,
  ...constraintCompilers,
  ...indexCompilers,
  ...domainCompilers,
  ...compositeTypeCompilers,
  ...viewCompilers,
  ...materializedViewCompilers,
  ...routineCompilers,
  ...triggerCompilers,
  ...policyCompilers,
  ...rangeTypeCompilers,
  ...collationCompilers,
  ...aggregateCompilers,
  ...castCompilers,
  ...operatorCompilers,
  ...operatorFamilyCompilers,
  ...operatorClassCompilers,
  ...textSearchParserCompilers,
  ...textSearchTemplateCompilers,
  ...textSearchDictionaryCompilers,
  ...textSearchConfigurationCompilers,
  ...statisticsCompilers,
  ...ruleCompilers,
  ...eventTriggerCompilers,
  ...foreignDataWrapperCompilers,
  ...foreignServerCompilers,
  ...userMappingCompilers,
  ...foreignTableCompilers,
  ...publicationCompilers,
  ...privilegesCompilers,
  ...ownerCompilers,
  ...settingCompilers,
  ...roleCompilers,
  ...membershipCompilers,
  ...subscriptionCompilers,
  ...defaultPrivilegesCompilers,
  ...dataCompilers,
} satisfies Compilers<OperationKind>;

/** The kinds of all operations: what `op` offers. */
export const operationKinds: readonly string[] = Object.keys(compilers);

/** The statements of one operation, in order. */
export function compile(operation: AnyOperation, context: CompileContext): Statement[] {
  const compiler = compilers[operation.kind as OperationKind] as
    | ((o: AnyOperation, c: CompileContext) => Statement[])
    | undefined;
  if (!compiler)
    throw new LimbeckError("operation-invalid", `there is no operation ${operation.kind}`);
  try {
    return compiler(operation, context);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Plain JavaScript can call a directive with anything: say which one, not where we tripped.
    throw new LimbeckError(
      "operation-invalid",
      `op.${operation.kind} was called with arguments it cannot use`,
      {
        hint: `Given: ${JSON.stringify(operation.args).slice(0, 200)}. docs/operations.md shows the form.`,
        cause: error,
      },
    );
  }
}
