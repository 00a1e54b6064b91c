/** How fast whom may send: who sets limits and sees them. How they work: limit, take-sql, take, in this order. */
export { getInputLimits, type InputLimitsView } from "./get-input-limits";
export { getRateLimits, type RateLimitsView } from "./get-rate-limits";
export { type SetAccountLimitsInput, setAccountLimits, setAccountLimitsSchema } from "./set-account-limits";
export { type SetInputLimitsInput, setInputLimits, setInputLimitsSchema } from "./set-input-limits";
export { type SetWorkspaceLimitsInput, setWorkspaceLimits, setWorkspaceLimitsSchema } from "./set-workspace-limits";
