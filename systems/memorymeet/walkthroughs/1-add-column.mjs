import { walk } from "../../testing/walk.mjs";

// Scenario 1: PRDs get a rating, with a default and a comment.
walk(import.meta.url, ({ say, type, write, revision }) => {
  type("limbeck", "upgrade", "head");

  say("The model first");
  write("src/models/prds.ts", (text) =>
    text
      .replace("{ foreignKey,", "{ doublePrecision, foreignKey,")
      .replace(
        'createdAt: timestamp("created_at"',
        'rating: doublePrecision("rating").default(0),\n    createdAt: timestamp("created_at"',
      ),
  );

  say("Drizzle has no comments: they are SQL, beside the tables");
  write(
    "src/models/comments.sql",
    "COMMENT ON COLUMN prds.rating IS 'Rating de calidad del PRD generado (0.0 - 5.0)';\n",
  );
  write("limbeck.config.ts", (text) =>
    text
      .replace("{ defineConfig, env }", "{ defineConfig, env, sqlFiles }")
      .replace('drizzle("./src/models/*.ts")', '$&, sqlFiles("./src/models/*.sql")'),
  );

  say("Then the revision, from the models");
  type("limbeck", "revision", "--autogenerate", "-m", "Add rating column to PRD");

  say("Read it before it runs");
  type("limbeck", "show", "head");
  type("cat", revision("_add_rating_column_to_prd.ts"));

  say("Apply it");
  type("limbeck", "upgrade", "head");
  type("limbeck", "check", "--from", "database");
});
