import type { Environment } from "@/lib/batch/enums";

/** What a snippet is filled in with. */
export type SnippetFacts = {
  /** Origin of this installation, without a slash at its end. */
  readonly origin: string;
  readonly key: string;
  /** The placeholder where the secret is not known any more. */
  readonly secret: string;
  readonly environment: Environment;
  /** The name under which a browser SDK keeps what it knows of this workspace. */
  readonly workspaceToken: string;
};

/** A way to send a first batch that works as it stands. */
export type Snippet = {
  readonly label: string;
  /** What has to be there first; a command. */
  readonly install?: string;
  /** Where the text goes, and the command that runs it; without them the text is the command. */
  readonly file?: string;
  readonly run?: string;
  readonly text: (facts: SnippetFacts) => string;
};

/** Stands for a secret that can't be read any more. */
export const SECRET_PLACEHOLDER = "YOUR-SECRET";

/** The customer ID of whoever the snippets invent. */
export const FIRST_PERSON = "first-person";

/** One person, one attribute, one event, as the Events API takes them: JSON on several lines. */
export function firstBatch(environment: Environment): string {
  return `{
  "environment": "${environment}",
  "user_identities": { "customer_id": "${FIRST_PERSON}" },
  "user_attributes": { "$FirstName": "Ada" },
  "events": [
    {
      "event_type": "custom_event",
      "data": { "event_name": "Hello", "custom_event_type": "other" }
    }
  ]
}`;
}

/** The text with every line but the first moved right. */
export function indented(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}
