import { readDeletions, readUserAttributes } from "../../batch/attributes";
import type { AttributeValue } from "../../batch/types";
import { Warnings } from "../../batch/warnings";
import { CodedError } from "../../errors";
import { remarkSentence } from "../../explain/sentences";

/** What shall become of a person's account-level values. Deletions go before sets. */
export type ValueChanges = {
  readonly sets: Readonly<Record<string, AttributeValue>>;
  readonly deletes: readonly string[];
};

/**
 * Keys and values by the rules of user attributes: numbers and booleans become text, null is a tag, reserved keys are
 * in lower case. Where a batch would go on with a warning, this throws `invalid_input` with the warning's sentence:
 * whoever asks hears the answer.
 */
export function readValueChanges(sets: Record<string, unknown>, deletes: readonly unknown[]): ValueChanges {
  if ([...Object.keys(sets), ...deletes].some((key) => typeof key !== "string" || key === "")) {
    throw new CodedError("invalid_input", "A key is empty or no text.");
  }
  const warnings = new Warnings();
  const read = { sets: readUserAttributes(sets, warnings), deletes: readDeletions(deletes, warnings) };
  const [first] = warnings.list();
  if (first) throw new CodedError("invalid_input", remarkSentence(first));
  return read;
}
