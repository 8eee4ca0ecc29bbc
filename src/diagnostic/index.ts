export { type ErrorCode, errorCodes } from "./codes.js";
export { type ErrorDetail, LimbeckError, messageOf } from "./error.js";
export { maskSql, maskUrl } from "./mask.js";
