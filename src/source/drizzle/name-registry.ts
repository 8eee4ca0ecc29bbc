import { LimbeckError } from "../../diagnostic/index.js";
import { type DefiningStatement, duplicateModel, placeOf } from "../duplicate-model.js";

const limit = 63;

/** A name as PostgreSQL keeps it: at most 63 bytes, never half a character. */
export function cutName(name: string): string {
  if (name.length * 3 <= limit || Buffer.byteLength(name) <= limit) return name;
  let bytes = 0;
  let cut = "";
  for (const char of name) {
    bytes += Buffer.byteLength(char);
    if (bytes > limit) break;
    cut += char;
  }
  return cut;
}

/** Which names are taken, each within its name space (the relations of a schema, a table's columns). */
export interface NameRegistry {
  /**
   * Takes a name and gives it as PostgreSQL will keep it.
   *
   * @throws {LimbeckError} models-duplicate when it is taken, models-invalid when another name
   *   has become the same by cutting
   */
  claim(space: string, name: string, by: DefiningStatement): string;
}

export function nameRegistry(): NameRegistry {
  const taken = new Map<string, { name: string; by: DefiningStatement }>();
  return {
    claim(space, name, by) {
      const cut = cutName(name);
      const key = `${space}\0${cut}`;
      const first = taken.get(key);
      if (first?.name === name) throw duplicateModel(first.by, by);
      if (first)
        throw new LimbeckError(
          "models-invalid",
          `"${first.name}" and "${name}" are the same name to PostgreSQL, which keeps ${limit} bytes of it: ` +
            `${placeOf(first.by)} and ${placeOf(by)}`,
          {
            hint: "Give one of them a shorter name of its own.",
            details: { names: [first.name, name] },
          },
        );
      taken.set(key, { name, by });
      return cut;
    },
  };
}
