import { walk } from "../../testing/walk.mjs";

// The commands of the first day: up, back, and where things stand.
walk(import.meta.url, ({ say, type, write, revision }) => {
  say("All revisions, and one back");
  type("limbeck", "upgrade", "head");
  type("limbeck", "current");
  type("limbeck", "downgrade", "-1");
  type("limbeck", "current");
  type("limbeck", "upgrade", "head");
  type("limbeck", "history", "--verbose");

  say("A revision by hand: empty, to be filled");
  type("limbeck", "revision", "-m", "fill the folios", "--rev-id", "004_fill_folios");
  type("cat", revision("004_fill_folios.ts"));
  type("limbeck", "upgrade", "head");

  say("A revision from the models");
  write("src/models/vales.ts", (text) =>
    text.replace('entregadoAt: timestamp("', 'notas: varchar("notas", { length: 200 }),\n    $&'),
  );
  type("limbeck", "revision", "--autogenerate", "-m", "add notas", "--rev-id", "005_add_notas");
  type("cat", revision("005_add_notas.ts"));
  type("limbeck", "upgrade", "head");
  type("limbeck", "check", "--from", "database");
});
