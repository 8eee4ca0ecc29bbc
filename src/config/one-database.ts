import { LimbeckError } from "../diagnostic/index.js";
import type { Config } from "./config.js";
import { nearest } from "./nearest.js";

/**
 * The configuration of one of several databases, as one that has only that. Where none is chosen, or
 * there is nothing to choose, it stays as it is.
 *
 * @throws {LimbeckError} `config-invalid` for a database that does not exist
 */
export function oneDatabase(config: Config, name: string | undefined, file: string): Config {
  if (name === undefined) return config;
  const { databases = {}, ...shared } = config;
  if (Object.hasOwn(databases, name))
    return { migrations: `./migrations/${name}`, ...shared, ...databases[name] };
  const known = Object.keys(databases);
  const meant = nearest(name, known);
  throw new LimbeckError("config-invalid", `${file} has no database "${name}"`, {
    hint: meant
      ? `Did you mean "${meant}"?`
      : known.length > 0
        ? `There is ${known.join(", ")}.`
        : "It has only one: leave --db out.",
  });
}
