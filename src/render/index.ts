export { renderOperation, renderOperations } from "./render.js";
