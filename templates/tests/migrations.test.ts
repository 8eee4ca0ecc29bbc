import { migrationTests } from "limbeck/testing";

// One head; up from nothing; models match; every revision down and up again; no trace is left.
await migrationTests();
