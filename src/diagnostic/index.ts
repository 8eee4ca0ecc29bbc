export { type ErrorCode, errorCodes } from "./codes.js";
export { type ErrorDetail, LimbeckError, messageOf } from "./error.js";
export { maskUrl } from "./mask.js";
