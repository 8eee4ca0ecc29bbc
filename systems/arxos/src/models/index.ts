export * from "./buildings.js";
export * from "./objects.js";
export * from "./people.js";
export * from "./work.js";
