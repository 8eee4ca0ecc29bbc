import { expect, it } from "vitest";
import { sqlSyntax } from "../../src/dialect/postgres/sql-syntax.js";

it.each([
  ["date_part('epoch'::text, now())", "EXTRACT(epoch FROM now())"],
  ["timezone('utc'::text, now())", "(now() AT TIME ZONE 'utc'::text)"],
  [
    "date_part('year'::text, timezone('utc'::text, now() + '1 day'::interval))::integer + 1",
    "EXTRACT(year FROM ((now() + '1 day'::interval) AT TIME ZONE 'utc'::text))::integer + 1",
  ],
  ["f('timezone(a, b)'::text, \"date_part(\")", "f('timezone(a, b)'::text, \"date_part(\")"],
  [
    "audit.timezone(a, b) || my_date_part('x'::text, b)",
    "audit.timezone(a, b) || my_date_part('x'::text, b)",
  ],
  ["date_part(field, at) + timezone(a)", "date_part(field, at) + timezone(a)"],
])("writes %s as %s", (kept, written) => expect(sqlSyntax(kept)).toBe(written));
