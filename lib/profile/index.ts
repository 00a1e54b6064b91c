/** What is known of people: search, profile, provenance, timeline. */
export { type SetAccountValueInput, setAccountValue, setAccountValueSchema } from "./account-attributes/set-value";
export { batchDetail } from "./batch-detail";
export { getPerson } from "./get";
export { homeWorkspaceOf } from "./home";
export { provenanceOf, provenanceSchema } from "./provenance";
export { search, searchSchema } from "./search";
export { searchMany, searchManySchema } from "./search-many";
export { timeline, timelineSchema } from "./timeline";
export { timelineFacets } from "./timeline-facets";
