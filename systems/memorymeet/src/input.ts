import { fieldsOf } from "./fields.js";
import type { meetings, prds, Requirement, tasks } from "./models/index.js";

type New<Table extends { $inferInsert: object }, Given extends string> = Omit<
  Table["$inferInsert"],
  Given
>;

export function readMeeting(body: unknown): New<typeof meetings, "id"> {
  const has = fieldsOf(body);
  return {
    userId: has.text("user_id"),
    title: has.text("title"),
    description: has.textOrNone("description"),
    transcription: has.textOrNone("transcription"),
  };
}

/** A PRD comes whole: its requirements, and the tasks they make. */
export function readPrd(body: unknown): {
  prd: New<typeof prds, "id" | "meetingId">;
  tasks: New<typeof tasks, "id" | "prdId">[];
} {
  const has = fieldsOf(body);
  const requirements = has.list("requirements").map(readRequirement);
  return {
    prd: { title: has.text("title"), requirements },
    tasks: has.list("tasks").map(readTask),
  };
}

function readRequirement(body: unknown): Requirement {
  const has = fieldsOf(body);
  return { text: has.text("text"), priority: has.text("priority") as Requirement["priority"] };
}

function readTask(body: unknown): New<typeof tasks, "id" | "prdId"> {
  const has = fieldsOf(body);
  return {
    title: has.text("title"),
    description: has.textOrNone("description"),
    priority: has.textOrNone("priority") as (typeof tasks.$inferInsert)["priority"],
    assignedTo: has.textOrNone("assigned_to"),
  };
}

export function readStatus(body: unknown): (typeof tasks.$inferSelect)["status"] {
  return fieldsOf(body).text("status") as (typeof tasks.$inferSelect)["status"];
}
