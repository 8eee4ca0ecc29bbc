import { LimbeckError } from "../diagnostic/index.js";
import type { ModelSource } from "../source/index.js";
import type { Config } from "./config.js";

/** What a package, or a file of the project, adds to a configuration. */
export interface Plugin
  extends Pick<
    Config,
    | "models"
    | "includeName"
    | "includeObject"
    | "rewrite"
    | "operations"
    | "kinds"
    | "rules"
    | "postWriteHooks"
    | "onVersionApply"
    | "commands"
  > {
  readonly name: string;
}

/**
 * The configuration with all that its plugins add: models, hooks and rewriting behind its own,
 * filters that all have to let through, directives and commands by their names.
 *
 * @throws {LimbeckError} `config-invalid` where two give one name
 */
export function withPlugins({ plugins = [], ...config }: Config): Config {
  let whole: Config = config;
  for (const plugin of plugins) whole = withPlugin(whole, plugin);
  return whole;
}

function withPlugin(whole: Config, plugin: Plugin): Config {
  const { models, rewrite, postWriteHooks, operations, kinds, rules, commands } = plugin;
  return {
    ...whole,
    ...(models && { models: [whole.models ?? [], models].flat() as ModelSource[] }),
    ...(rewrite && { rewrite: [whole.rewrite ?? [], rewrite].flat() }),
    ...(postWriteHooks && {
      postWriteHooks: [...(whole.postWriteHooks ?? []), ...postWriteHooks],
    }),
    ...(kinds && { kinds: [...(whole.kinds ?? []), ...kinds] }),
    ...(operations && { operations: byName("operations", whole, plugin) }),
    ...(rules && { rules: byName("rules", whole, plugin) }),
    ...(commands && { commands: byName("commands", whole, plugin) }),
    ...joined(whole, plugin),
  };
}

function joined(
  one: Config,
  other: Plugin,
): Pick<Config, "includeName" | "includeObject" | "onVersionApply"> {
  const [a, b] = [one, other];
  const includeName: Config["includeName"] =
    a.includeName && b.includeName
      ? (...about) => a.includeName!(...about) && b.includeName!(...about)
      : (a.includeName ?? b.includeName);
  const includeObject: Config["includeObject"] =
    a.includeObject && b.includeObject
      ? (...about) => a.includeObject!(...about) && b.includeObject!(...about)
      : (a.includeObject ?? b.includeObject);
  const onVersionApply: Config["onVersionApply"] =
    a.onVersionApply && b.onVersionApply
      ? async (step) => {
          await a.onVersionApply!(step);
          await b.onVersionApply!(step);
        }
      : (a.onVersionApply ?? b.onVersionApply);
  return {
    ...(includeName && { includeName }),
    ...(includeObject && { includeObject }),
    ...(onVersionApply && { onVersionApply }),
  };
}

function byName<Key extends "operations" | "rules" | "commands">(
  key: Key,
  whole: Config,
  plugin: Plugin,
): NonNullable<Config[Key]> {
  const known = whole[key] ?? {};
  const twice = Object.keys(plugin[key] ?? {}).find((name) => Object.hasOwn(known, name));
  if (twice === undefined) return { ...known, ...plugin[key] } as NonNullable<Config[Key]>;
  throw new LimbeckError(
    "config-invalid",
    `the plugin ${plugin.name} has ${key}.${twice}, which is there already`,
    { hint: "Leave one of the two plugins out, or the configuration's own." },
  );
}
