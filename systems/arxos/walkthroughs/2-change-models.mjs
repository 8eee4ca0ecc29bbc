import { walk } from "../../testing/walk.mjs";

// From a changed model to a numbered revision, and back.
walk(import.meta.url, ({ say, type, write, revision }) => {
  type("limbeck", "upgrade", "head");

  say("Rooms get an outline of their ceiling, with its spatial index");
  write("src/models/objects.ts", (text) =>
    text.replace(
      'geom: polygon("geom").notNull() }, (t) =>\n  placedIndexes("rooms", t),',
      'geom: polygon("geom").notNull(), ceiling: polygon("ceiling") }, (t) => [\n  ...placedIndexes("rooms", t),\n  index("idx_rooms_ceiling").using("gist", t.ceiling),\n],',
    ),
  );
  type("limbeck", "revision", "--autogenerate", "-m", "add ceilings");
  type("cat", revision("_add_ceilings.ts"));

  say("Apply it, and take it back");
  type("limbeck", "upgrade", "head");
  type("limbeck", "downgrade", "-1");
  type("limbeck", "upgrade", "head");
  type("limbeck", "check", "--from", "database");
});
