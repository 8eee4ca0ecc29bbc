import { walk } from "../../testing/walk.mjs";

// What the helper script did, verb by verb.
walk(import.meta.url, ({ say, type, write }) => {
  say("upgrade, current, history");
  type("limbeck", "upgrade");
  type("limbeck", "current");
  type("limbeck", "history");

  say("create, from the models and empty");
  write("src/models/catalogo.ts", (text) =>
    text.replace(/( *)codigo: .*\n/, '$&$1marca: varchar("marca", { length: 80 }),\n'),
  );
  type("limbeck", "generate", "Add new column to products");
  type("limbeck", "revision", "-m", "Custom migration");

  say("upgrade, downgrade by one and to a revision");
  type("limbeck", "upgrade");
  type("limbeck", "downgrade", "-1");
  type("limbeck", "downgrade", "0001");
});
