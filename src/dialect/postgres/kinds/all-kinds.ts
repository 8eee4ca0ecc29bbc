import type { PostgresKind } from "../kind.js";
import { check } from "./check.js";
import { column } from "./column.js";
import { compositeType } from "./composite-type.js";
import { domain } from "./domain.js";
import { enumKind } from "./enum.js";
import { exclusion } from "./exclusion.js";
import { extension } from "./extension.js";
import { foreignKey } from "./foreign-key.js";
import { index } from "./index-kind.js";
import { primaryKey, unique } from "./key.js";
import { materializedView } from "./materialized-view.js";
import { policy } from "./policy.js";
import { functionKind, procedure } from "./routine.js";
import { schema } from "./schema.js";
import { sequence } from "./sequence.js";
import { sequenceOwner } from "./sequence-owner.js";
import { table } from "./table.js";
import { trigger } from "./trigger.js";
import { view } from "./view.js";

type AnyKind = PostgresKind<unknown>;

/** Every built-in object kind. Columns come before sequences: they say which ones they carry. */
export const kinds: readonly AnyKind[] = [
  schema,
  extension,
  enumKind,
  domain,
  compositeType,
  functionKind,
  table,
  column,
  primaryKey,
  unique,
  check,
  foreignKey,
  exclusion,
  view,
  materializedView,
  index,
  sequence,
  sequenceOwner,
  trigger,
  policy,
  procedure,
] as readonly unknown[] as readonly AnyKind[];
