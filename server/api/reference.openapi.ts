import { z } from "zod";
import type { Operation } from "../openapi/operation";

export const reference: readonly Operation[] = [
  {
    method: "get",
    path: "/docs/api/openapi.json",
    id: "openApi",
    tag: "Operation",
    summary: "This description",
    description: "OpenAPI 3.1, as `/docs/api` shows it; to make clients from.",
    security: [],
    answers: {
      200: { description: "The description.", schema: z.looseObject({ openapi: z.string() }) },
      304: { description: "It is the one that `If-None-Match` names." },
    },
  },
];
