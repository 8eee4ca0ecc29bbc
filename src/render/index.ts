export {
  type DrizzleOptions as RenderDrizzleOptions,
  renderDrizzle,
} from "./drizzle/render-drizzle.js";
export { renderOperation, renderOperations } from "./render.js";
