import { LimbeckError } from "../../diagnostic/index.js";
import { nearestNames } from "../../revision/nearest.js";
import type { UpgradeOptions } from "./upgrade.js";

const known: Readonly<Record<keyof UpgradeOptions, true>> = {
  connection: true,
  revisions: true,
  target: true,
  waitForLock: true,
  transactionPerMigration: true,
  onVersionApply: true,
  operations: true,
  signal: true,
  onEvent: true,
  versionTable: true,
  versionSchema: true,
  schema: true,
};

/** What the configuration has another word for. */
const inConfiguration: Readonly<Record<string, keyof UpgradeOptions>> = {
  url: "connection",
  migrations: "revisions",
  lockTimeout: "waitForLock",
};

/**
 * An option nobody reads would be left out in silence: TypeScript tells, JavaScript and casts do not.
 * What only `upgrade` reads may be given to all, so that an application has one set of options.
 *
 * @throws {LimbeckError} `options-invalid`, with the nearest name
 */
export function refuseUnknownOptions(options: object): void {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(known, name)) continue;
    const names = Object.keys(known);
    const [near] = nearestNames(name, [...names, ...Object.keys(inConfiguration)]);
    const meant = near === undefined ? undefined : (inConfiguration[near] ?? near);
    throw new LimbeckError("options-invalid", `there is no option \`${name}\``, {
      hint: meant ? `Did you mean \`${meant}\`?` : `The options are ${names.join(", ")}.`,
      details: { option: name, ...(meant && { nearest: meant }) },
    });
  }
}
