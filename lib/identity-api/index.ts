/** The identity API's verbs: identify, login, logout, modify, search. Platform credentials only. */
export type { IdentityCall } from "./call";
export { type Identified, type IdentifyAnswer, identify } from "./identify";
export { type ModifyAnswer, modify } from "./modify";
export { type SearchAnswer, search } from "./search";
