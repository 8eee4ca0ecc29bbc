export { candidates } from "./candidates.js";
