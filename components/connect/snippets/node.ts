import { FIRST_PERSON, type Snippet } from "./facts";

/** The official Node SDK, pointed here by its base path. https://docs.mparticle.com/developers/sdk/node */
export const node: Snippet = {
  label: "Node.js",
  install: "npm install mparticle",
  file: "first-batch.cjs",
  run: "node first-batch.cjs",
  text: ({ origin, key, secret, environment }) => `const mParticle = require("mparticle");

const client = new mParticle.ApiClient();
client.basePath = "${origin}/v2";
const api = new mParticle.EventsApi(
  new mParticle.Configuration("${key}", "${secret}"),
  client,
);

const batch = new mParticle.Batch(mParticle.Batch.Environment.${environment});
batch.user_identities = { customerid: "${FIRST_PERSON}" };
batch.user_attributes = { $FirstName: "Ada" };
batch.addEvent(new mParticle.AppEvent(mParticle.AppEvent.CustomEventType.other, "Hello"));

api.uploadEvents(batch, (error, data, response) => {
  console.log(error ? error.message : response.status);
});`,
};
