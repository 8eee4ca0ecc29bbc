import { walk } from "../../testing/walk.mjs";

// How arxos began: one raw schema.sql becomes the first revision.
walk(import.meta.url, ({ say, type, remove, revision }) => {
  say("Before: a file of SQL, and no revision");
  remove("migrations/001_create_initial_schema.ts");

  say("The import");
  const id = "001_create_initial_schema";
  type(
    "limbeck",
    "dump",
    "legacy/schema.sql",
    "--revision",
    "-m",
    "create initial schema",
    "--rev-id",
    id,
  );
  type("head", "-n", "12", revision("_create_initial_schema.ts"));

  say("An empty database gets it; one that was made from the file is stamped");
  type("limbeck", "upgrade", "head");
  type("limbeck", "check", "-c", "limbeck.schema.config.ts");

  say("The models say the same");
  type("limbeck", "check");
});
