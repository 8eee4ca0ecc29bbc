export { connect, type Database } from "./connect.js";
export { transaction } from "./transaction-manager.js";
