export type { CheckOutcome, CheckStatus } from "./check.js";
export { type CiOptions, type CiReport, ci } from "./ci.js";
export { isLong, lockText } from "./lock-text.js";
export { ciMarkdown } from "./markdown.js";
