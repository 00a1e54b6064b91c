import { z } from "zod";
import { inboundSchema } from "@/lib/batch/inbound-schema";
import { LIMITS } from "@/lib/batch/limits";
import { type Answers, COUNTED, INPUT_REFUSALS, refusal } from "../openapi/answers";
import type { Operation } from "../openapi/operation";

const ACCEPTED: Answers = {
  202: {
    description: "Stored. What came of it stands on the Live Stream at once. The body is empty.",
    ...COUNTED,
  },
};

const visit = {
  environment: "development",
  source_request_id: "a3c1f0d2-7c2e-4b0e-9a57-2f7d4f1f6a10",
  user_identities: { customer_id: "bw-10442", email: "odile.fenwright@example.test" },
  user_attributes: {
    $firstname: "Odile",
    loyalty_level: "gold",
    favourite_rooms: ["kitchen", "study"],
    newsletter: null,
  },
  events: [
    {
      event_type: "custom_event",
      data: {
        event_name: "Catalogue Opened",
        custom_event_type: "navigation",
        timestamp_unixtime_ms: 1_790_000_000_000,
        custom_attributes: { season: "autumn", pages: 48 },
      },
    },
  ],
};

const purchase = {
  environment: "development",
  mp_deviceid: "5f0c9a6e-0c0b-4c53-9d67-0a86bb5e3a51",
  user_identities: { customer_id: "bw-10442" },
  device_info: { platform: "iOS", os_version: "19.1", ios_idfv: "0B9E2C61-54A5-4C3C-8E4A-8F7E6F0A5D11" },
  events: [
    {
      event_type: "commerce_event",
      data: {
        currency_code: "EUR",
        product_action: {
          action: "purchase",
          transaction_id: "ord-88120",
          total_amount: 129.5,
          products: [{ id: "lamp-7", name: "Reading lamp", price: 64.75, quantity: 2 }],
        },
      },
    },
  ],
};

const consent = {
  environment: "development",
  user_identities: { email: "odile.fenwright@example.test" },
  consent_state: { ccpa: { data_sale_opt_out: { consented: true, timestamp_unixtime_ms: 1_790_000_000_000 } } },
};

/** One batch as a sender writes it. */
export const batch = inboundSchema();

const longAgo = {
  ...visit,
  source_request_id: "b0c2f4d8-53f0-49fb-8a5e-70d1a6f0c2de",
  events: visit.events.map((event) => ({
    ...event,
    data: { ...event.data, timestamp_unixtime_ms: 1_700_000_000_000 },
  })),
};

/** What `/v2/events` and its bulk forms take. */
export const events: readonly Operation[] = [
  {
    method: "post",
    path: "/v2/events",
    id: "uploadEvents",
    tag: "Events",
    summary: "Send one batch",
    description: `One batch, as JSON, plain or with \`content-encoding: gzip\` or \`deflate\`; a request takes at most ${LIMITS.requestBytes / 1024} KB. Reading is lenient: an unknown property is ignored, a value that can't be used leaves with a warning on the Live Stream, and only what makes the batch meaningless refuses it.`,
    security: ["keyAndSecret"],
    body: {
      schema: batch,
      examples: {
        visit: { summary: "A person with attributes and an event", value: visit },
        purchase: { summary: "A purchase on a device", value: purchase },
        consent: { summary: "A choice of consent, without events", value: consent },
      },
    },
    answers: {
      ...ACCEPTED,
      400: refusal(
        "The batch can't be read, lacks what an event needs, or is too large. It stands on the Live Stream as rejected.",
        "BAD_REQUEST",
        'Required event field "event_type" is missing or empty.',
      ),
      ...INPUT_REFUSALS,
    },
  },
  {
    method: "post",
    path: "/v2/bulkevents",
    id: "bulkUploadEvents",
    tag: "Events",
    summary: "Send several batches",
    description: `At most ${LIMITS.batches} batches in one request. Each is taken by itself: one that can't be used spoils no other.`,
    security: ["keyAndSecret"],
    body: {
      schema: z.array(batch).min(1).max(LIMITS.batches),
      examples: { two: { summary: "Two people", value: [visit, consent] } },
    },
    answers: {
      ...ACCEPTED,
      400: refusal("None of the batches could be taken.", "BAD_REQUEST", "The body must be a JSON array of batches."),
      ...INPUT_REFUSALS,
    },
  },
  {
    method: "post",
    path: "/v2/bulkevents/historical",
    id: "bulkUploadHistoricalEvents",
    tag: "Events",
    summary: "Send old data",
    description:
      "As the bulk form, for events of long ago: they stand in a person's history at their date, and are not forwarded to event outputs. A batch without events, with an event that has no time, or with one of the last 72 hours is left out; the answer is 202 all the same, and the Live Stream says why.",
    security: ["keyAndSecret"],
    body: {
      schema: z.array(batch).min(1).max(LIMITS.batches),
      examples: { one: { summary: "A person of long ago", value: [longAgo] } },
    },
    answers: {
      ...ACCEPTED,
      400: refusal("None of the batches could be read.", "BAD_REQUEST", "The body must be a JSON array of batches."),
      ...INPUT_REFUSALS,
    },
  },
];
