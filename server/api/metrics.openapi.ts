import { z } from "zod";
import { refusal } from "../openapi/answers";
import type { Operation } from "../openapi/operation";

export const metrics: readonly Operation[] = [
  {
    method: "get",
    path: "/metrics",
    id: "metrics",
    tag: "Operation",
    summary: "Measurements of this process",
    description:
      "In the text format of Prometheus. Labels hold route patterns and statuses, never keys, names or paths. With METRICS_PORT the same is open on a loopback port of its own.",
    security: ["metricsToken"],
    answers: {
      200: { description: "The measurements.", schema: z.string(), mediaType: "text/plain" },
      403: refusal("The token is missing or wrong.", "FORBIDDEN", "The metrics need their token."),
      404: refusal("METRICS_TOKEN is not set.", "NOT_FOUND", "There is no such address."),
    },
  },
];
