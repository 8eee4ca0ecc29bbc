// Each command loads when it is called. Whoever imports `limbeck` only to write a configuration or
// a revision, and that is most of the time, must not pay for them.

/** Writes a module that imports every revision, for bundlers and `limbeck/runtime`. */
export const bundle = whenCalled(async () => (await import("./bundle.js")).bundle);

/** Compares the models with the migrations, or with the live database. */
export const check = whenCalled(async () => (await import("./check.js")).check);

/** Where the database stands. Reads only; creates nothing. */
export const current = whenCalled(async () => (await import("./current.js")).current);

/** Takes the database down to a target: `base`, an id, a partial id, `-1`. */
export const downgrade = whenCalled(async () => (await import("./upgrade.js")).downgrade);

/** The heads of the folder. */
export const heads = whenCalled(async () => (await import("./show.js")).heads);

/** Revisions, newest first. */
export const history = whenCalled(async () => (await import("./show.js")).history);

/** Makes a folder a project: the configuration and the migrations folder. */
export const init = whenCalled(async () => (await import("./init.js")).init);

/** Writes a new revision file, empty or from the models. */
export const revision = whenCalled(async () => (await import("./revision.js")).revision);

/** One revision, by any identifier. */
export const show = whenCalled(async () => (await import("./show.js")).show);

/** Records where the database stands, without running anything. */
export const stamp = whenCalled(async () => (await import("./stamp.js")).stamp);

/** Brings the database up to a target: `heads` by default, or `head`, an id, a partial id, `+1`. */
export const upgrade = whenCalled(async () => (await import("./upgrade.js")).upgrade);

/** Waits until the database takes connections. */
export const wait = whenCalled(async () => (await import("./wait.js")).wait);

function whenCalled<Args extends readonly unknown[], Report>(
  load: () => Promise<(...args: Args) => Promise<Report>>,
): (...args: Args) => Promise<Report> {
  return async (...args) => (await load())(...args);
}
