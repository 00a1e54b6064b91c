export type SnippetFacts = {
  /** Origin of this installation. */
  readonly origin: string;
  readonly key: string;
  /** The placeholder stands where the secret is not known any more. */
  readonly secret: string;
};

/** Stands for a secret that can't be read any more. */
export const SECRET_PLACEHOLDER = "YOUR-SECRET";

/** A batch that works as it stands: one person, one event, development. */
export function curlSnippet({ origin, key, secret }: SnippetFacts): string {
  return `curl -i ${origin}/v2/events \\
  -u '${key}:${secret}' \\
  -H 'Content-Type: application/json' \\
  -d '{
    "environment": "development",
    "user_identities": { "customer_id": "first-person" },
    "user_attributes": { "$FirstName": "Ada" },
    "events": [
      {
        "event_type": "custom_event",
        "data": { "event_name": "Hello", "custom_event_type": "other" }
      }
    ]
  }'`;
}

/** The same by the official Node SDK, pointed here by its base path. */
export function nodeSnippet({ origin, key, secret }: SnippetFacts): string {
  return `const mParticle = require("mparticle");

const client = new mParticle.ApiClient();
client.basePath = "${origin}/v2";
const api = new mParticle.EventsApi(
  new mParticle.Configuration("${key}", "${secret}"),
  client,
);

const batch = new mParticle.Batch(mParticle.Batch.Environment.development);
batch.user_identities = { customerid: "first-person" };
batch.addEvent(new mParticle.AppEvent(mParticle.AppEvent.CustomEventType.other, "Hello"));

api.uploadEvents(batch, (error, data, response) => {
  console.log(error ?? response.status);
});`;
}
