import type { PostgresKind } from "../kind.js";
import { check } from "./check.js";
import { column } from "./column.js";
import { enumKind } from "./enum.js";
import { extension } from "./extension.js";
import { foreignKey } from "./foreign-key.js";
import { index } from "./index-kind.js";
import { primaryKey, unique } from "./key.js";
import { schema } from "./schema.js";
import { sequence } from "./sequence.js";
import { sequenceOwner } from "./sequence-owner.js";
import { table } from "./table.js";

type AnyKind = PostgresKind<unknown>;

/** Every built-in object kind. Columns come before sequences: they say which ones they carry. */
export const kinds: readonly AnyKind[] = [
  schema,
  extension,
  enumKind,
  table,
  column,
  primaryKey,
  unique,
  check,
  foreignKey,
  index,
  sequence,
  sequenceOwner,
] as readonly unknown[] as readonly AnyKind[];
