export { productos } from "./productos.js";
export { usuarios } from "./usuarios.js";
export { valeItems } from "./vale-items.js";
export { vales } from "./vales.js";
