import type { CommandGroup } from "./command-spec.js";
import { comparingCommands } from "./comparing.js";
import { databaseCommands } from "./database.js";
import { helpCommands } from "./help.js";
import { projectCommands } from "./project.js";
import { readingCommands } from "./reading.js";
import { writingCommands } from "./writing.js";

/** Every command, as the help lists them. */
export const commandGroups: readonly CommandGroup[] = [
  projectCommands,
  writingCommands,
  databaseCommands,
  readingCommands,
  comparingCommands,
  helpCommands,
];
