import { walk } from "../../testing/walk.mjs";

// A deployment: read the SQL before it runs, apply, verify, and the way back.
walk(import.meta.url, ({ say, type }) => {
  say("The version before");
  type("limbeck", "upgrade", "001_add_version_column");

  say("What will happen, saved to a file: no database is asked");
  type("sh", "-c", "limbeck upgrade 001_add_version_column:head --sql > preview.sql");
  type("cat", "preview.sql");

  say("Apply and verify");
  type("limbeck", "upgrade", "head");
  type("limbeck", "current", "--check-heads");

  say("And back");
  type("limbeck", "downgrade", "-1");
  type("limbeck", "current");
});
