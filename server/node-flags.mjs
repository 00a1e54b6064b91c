// How Node's heaps may grow in each of our processes. Plain JavaScript: scripts that nothing has compiled read it, too.

/**
 * V8 lets the old heap grow up to fourfold before it cleans up; twofold costs ingest no measurable time and takes 50 MB
 * less (docs/decisions/2026-11-26-memory.md). No hard limit below V8's own: rather large for a moment than ended.
 */
export const DOOR_FLAGS = ["--max-semi-space-size=16", "--initial-old-space-size=64", "--heap-growing-percent=100"];

/** Pages leave garbage that a small young heap finds soon; each flag of the door's has to be said anew. */
export const CONSOLE_FLAGS = ["--max-semi-space-size=8", "--initial-old-space-size=64", "--heap-growing-percent=50"];

/** glibc keeps memory apart for each thread, up to eight times the cores; other systems do not read this. */
export const MEMORY_ENVIRONMENT = { MALLOC_ARENA_MAX: "2" };
