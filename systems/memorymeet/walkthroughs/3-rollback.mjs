import { walk } from "../../testing/walk.mjs";

// Scenario 3: a revision turns out wrong after it was applied. Back, mend, forward.
walk(import.meta.url, ({ say, type, write, revision }) => {
  type("limbeck", "upgrade", "head");

  say("A revision that should not have been: names of 20 characters are too short");
  const assignee = 'assigneeName: varchar("assignee_name", { length: 20 }),';
  write("src/models/tasks.ts", (text) =>
    text.replace('estimatedHours: numeric("', `${assignee}\n    $&`),
  );
  type("limbeck", "revision", "--autogenerate", "-m", "Problematic migration");
  type("limbeck", "upgrade", "head");

  say("See where things stand, and go back by one");
  type("limbeck", "history");
  type("limbeck", "downgrade", "-1");
  type("limbeck", "current");

  say("Mend the revision, and the model with it");
  const longer = (text) =>
    text
      .replace("varchar(20)", "varchar(120)")
      .replace("length: 20 }),\n    est", "length: 120 }),\n    est");
  write(revision("_problematic_migration.ts"), longer);
  write("src/models/tasks.ts", longer);

  say("Apply it again");
  type("limbeck", "upgrade", "head");
  type("limbeck", "check", "--from", "database");
});
