import { walk } from "../../testing/walk.mjs";

// The rows to begin with, twice; then everything anew.
walk(import.meta.url, ({ say, type }) => {
  type("limbeck", "upgrade");
  type("limbeck", "seed");

  say("A second time changes nothing");
  type("limbeck", "seed");

  say("In development: begin anew");
  type("limbeck", "reset", "--yes", "--seed");
});
