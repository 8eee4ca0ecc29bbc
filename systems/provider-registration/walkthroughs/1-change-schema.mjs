import { walk } from "../../testing/walk.mjs";

// A change of the schema: model, revision, up, down, up.
walk(import.meta.url, ({ say, type, write, revision }) => {
  type("limbeck", "upgrade", "head");

  say("The model first");
  write("src/models/candidates.ts", (text) =>
    text.replace(/\n( *)location: /, '\n$1website: text("website"),$&'),
  );

  say("The revision, from the models");
  type("limbeck", "revision", "--autogenerate", "-m", "add website", "--rev-id", "003_add_website");
  type("cat", revision("003_add_website.ts"));

  say("There and back again");
  type("limbeck", "upgrade", "head");
  type("limbeck", "downgrade", "-1");
  type("limbeck", "upgrade", "head");
  type("limbeck", "check", "--from", "database");
});
