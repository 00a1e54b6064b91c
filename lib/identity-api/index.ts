/** The identity API's verbs: identify, login, logout, modify, search, alias. Platform credentials only. */
export { type AliasAnswer, alias } from "./alias";
export type { IdentityCall } from "./call";
export { type Execution, executeAlias } from "./execute-alias";
export { type Identified, type IdentifyAnswer, identify } from "./identify";
export { type ModifyAnswer, modify } from "./modify";
export { type SearchAnswer, search } from "./search";
export { type IdentityEndpoint, toIdentityIngestRequest } from "./to-ingest-request";
