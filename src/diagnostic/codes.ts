/**
 * Every error Limbeck can raise, by its stable code. The code is also the name of its page,
 * `docs/errors/<code>.md`; a test keeps the two in step.
 *
 * `exit` is the status of the process: 1 failed, 2 wrong usage or configuration, 3 a difference
 * was found, 4 the lock or the database could not be had in time.
 */
export const errorCodes = {
  internal: { exit: 1, title: "Something inside Limbeck went wrong" },

  "file-failed": { exit: 1, title: "A file could not be read or written" },
  "options-invalid": { exit: 2, title: "A function was given options it cannot use" },
  usage: { exit: 2, title: "The command line was not understood" },
  "not-interactive": { exit: 2, title: "A question could not be asked without a terminal" },

  "config-missing": { exit: 2, title: "There is no configuration file" },
  "config-failed": { exit: 2, title: "The configuration file failed to load" },
  "config-invalid": { exit: 2, title: "The configuration has a wrong or missing setting" },
  "config-exists": { exit: 2, title: "The folder already holds a Limbeck project" },
  "environment-protected": { exit: 2, title: "A protected environment was not confirmed" },
  "database-unchosen": { exit: 2, title: "The project has several databases, and none is named" },
  "url-missing": { exit: 2, title: "No database is named" },
  "url-invalid": { exit: 2, title: "The database URL cannot be read" },

  "models-missing": { exit: 2, title: "No models are configured, or no file matches" },
  "models-empty": { exit: 2, title: "The models were read but hold nothing" },
  "models-failed": { exit: 1, title: "A model file failed to load" },
  "models-duplicate": { exit: 2, title: "Two models describe one object" },
  "models-invalid": { exit: 1, title: "PostgreSQL refuses what the models say" },

  "revision-unknown": { exit: 2, title: "No revision has this id" },
  "revision-ambiguous": { exit: 2, title: "A partial id fits several revisions" },
  "revision-malformed": { exit: 2, title: "The revision identifier is not well formed" },
  "revision-range": { exit: 2, title: "The target cannot be reached from here" },
  "revision-overlap": { exit: 2, title: "Two of the targets lie on one line" },
  "multiple-heads": { exit: 2, title: "There are several heads" },
  "not-a-head": { exit: 2, title: "A new revision must follow a head" },

  "script-missing": { exit: 2, title: "The migrations folder does not exist" },
  "script-invalid": { exit: 2, title: "A revision file cannot be read" },
  "script-failed": { exit: 1, title: "A revision file failed to load" },
  "script-exists": { exit: 2, title: "A revision file of that name exists" },
  "graph-parent-missing": { exit: 2, title: "A revision follows one that does not exist" },
  "graph-duplicate-id": { exit: 2, title: "Two revision files carry one id" },
  "graph-duplicate-label": { exit: 2, title: "Two revisions carry one branch label" },
  "graph-cycle": { exit: 2, title: "The revisions form a cycle" },
  "base-unknown": { exit: 2, title: "The branch to compare with cannot be read" },
  "hook-failed": { exit: 1, title: "A post-write hook failed" },

  "database-unreachable": { exit: 4, title: "The database could not be reached in time" },
  "database-auth": { exit: 1, title: "The database refused the credentials" },
  "database-missing": { exit: 1, title: "The server has no such database" },
  "database-tls": { exit: 1, title: "No secure connection could be made" },
  "database-broken": { exit: 1, title: "The embedded database cannot be started" },
  "database-refused": { exit: 1, title: "The database refused a statement" },
  "database-lost": { exit: 1, title: "The connection to the database was lost" },
  "database-owned": { exit: 4, title: "Another process owns the embedded database" },
  "database-ahead": { exit: 1, title: "The database is at a revision the folder lacks" },
  "driver-missing": { exit: 2, title: "A database driver is not installed" },
  "lock-timeout": { exit: 4, title: "Another run holds the migration lock" },

  "migration-failed": { exit: 1, title: "A migration failed" },
  "migration-interrupted": { exit: 1, title: "The run was interrupted" },
  "operation-invalid": { exit: 1, title: "An operation is not well formed" },
  "operation-sealed": { exit: 1, title: "A directive came after its revision had ended" },
  "transaction-control": { exit: 1, title: "A migration tried to control its own transaction" },
  "data-step": { exit: 2, title: "A revision does what cannot be written anew" },
  "not-offline": { exit: 1, title: "A revision does what SQL in a file cannot" },
  "already-exists": { exit: 1, title: "What a migration creates is already there" },

  "backup-failed": { exit: 1, title: "A backup could not be made" },
  "reset-refused": { exit: 2, title: "A database was not reset" },
  "seed-missing": { exit: 2, title: "No seeds are configured, or no file matches" },
  "seed-failed": { exit: 1, title: "A seed failed" },

  "not-at-head": { exit: 3, title: "The database is not at head" },
  "differences-found": { exit: 3, title: "The models and the migrations differ" },
  "proof-failed": { exit: 1, title: "The revision does not do what it should" },
  "replay-failed": { exit: 1, title: "The migrations cannot be replayed" },
  "rebuild-failed": { exit: 1, title: "A database cannot be made again in scratch" },
  "dependency-cycle": { exit: 1, title: "The changes depend on one another in a cycle" },
  unsupported: { exit: 2, title: "This is not supported" },
} as const satisfies Record<string, { exit: 1 | 2 | 3 | 4; title: string }>;

export type ErrorCode = keyof typeof errorCodes;
