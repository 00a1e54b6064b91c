import { z } from "zod";
import type { Operation } from "../openapi/operation";

const statusSchema = (status: "ok" | "unavailable") => z.object({ status: z.literal(status) });

export const health: readonly Operation[] = [
  {
    method: "get",
    path: "/healthz",
    id: "health",
    tag: "Operation",
    summary: "Whether the server can take batches",
    description: "For load balancers and supervisors. Costs one trip to the database.",
    security: [],
    answers: {
      200: { description: "The database answers.", schema: statusSchema("ok"), example: { status: "ok" } },
      503: {
        description: "It does not.",
        headers: ["Retry-After"],
        schema: statusSchema("unavailable"),
        example: { status: "unavailable" },
      },
    },
  },
];
