export * from "./catalogo.js";
export * from "./empresas.js";
export * from "./facturas.js";
export * from "./usuarios.js";
