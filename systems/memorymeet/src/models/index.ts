export { meetings } from "./meetings.js";
export { prds, type Requirement } from "./prds.js";
export { taskPriority, taskStatus, tasks } from "./tasks.js";
