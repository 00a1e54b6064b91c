import type { Counted } from "@/lib/rate-limits/limit";

/** What a limit counts, as a column or a field says it, and in a sentence. */
export const COUNTED_WORDS: Readonly<Record<Counted, { readonly label: string; readonly help: string }>> = {
  batches: { label: "Events API batches", help: "From servers and feeds, each batch of a bulk request." },
  client_requests: { label: "Client SDK requests", help: "Events and identity requests of web and apps, one each." },
  api_requests: { label: "Profile API requests", help: "Calls with an API token, one each." },
  everything: { label: "Batches and requests per second", help: "All that it sends. Empty: no limit of its own." },
};

export const ACCELERATION_HELP =
  "In ten seconds at most twice what came in the ten before; a tenth of the limit is always free. From standstill to the full limit takes 40 seconds.";
