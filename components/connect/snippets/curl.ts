import { firstBatch, indented, type Snippet } from "./facts";

/** Plain HTTP from a shell. https://docs.mparticle.com/developers/apis/http */
export const curl: Snippet = {
  label: "curl",
  text: ({ origin, key, secret, environment }) => `curl -i ${origin}/v2/events \\
  -u '${key}:${secret}' \\
  -H 'Content-Type: application/json' \\
  -d '${indented(firstBatch(environment), "  ")}'`,
};
