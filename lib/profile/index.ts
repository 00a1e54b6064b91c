/** What is known of people: search, profile, provenance, timeline. */
export { getPerson } from "./get";
export { homeWorkspaceOf } from "./home";
export { provenanceOf } from "./provenance";
export { search } from "./search";
export { MAX_LOOKUPS, searchMany } from "./search-many";
export { timeline } from "./timeline";
export { timelineFacets } from "./timeline-facets";
