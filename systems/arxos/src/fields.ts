import { HTTPException } from "hono/http-exception";

/** Reads a JSON body field by field: of the right type, or 400 with the field's name. */
export function fieldsOf(body: unknown) {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const read =
    <Value>(what: string, is: (value: unknown) => boolean) =>
    (name: string): Value => {
      const value = fields[name];
      if (!is(value)) throw new HTTPException(400, { message: `${name} should be ${what}` });
      return value as Value;
    };
  return {
    text: read<string>("text", isText),
    textOrNone: read<string | undefined>("text", (value) => value === undefined || isText(value)),
    integer: read<number>("a whole number", Number.isSafeInteger),
    texts: read<string[]>("a list of texts", (value) => isList(value) && value.every(isText)),
    list: read<unknown[]>("a list", isList),
  };
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
