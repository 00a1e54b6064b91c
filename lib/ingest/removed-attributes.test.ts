import { expect, test } from "vitest";
import { readBatch } from "../batch";
import { removedAttributes } from "./removed-attributes";

const change = (user_attribute_name: string, deleted: boolean) => ({
  event_type: "user_attribute_change",
  data: { user_attribute_name, deleted },
});

test.each([
  ["a key that is gone and told to be deleted", {}, [change("plan", true)], ["plan"]],
  ["without any attributes", null, [change("plan", true)], ["plan"]],
  ["a key that is only gone", { city: "Ostwick" }, [], []],
  ["a key that changed and is gone", {}, [change("plan", false)], []],
  ["a key that was set again", { plan: "gold" }, [change("plan", true)], []],
  ["a key that is a tag now", { plan: null }, [change("plan", true)], []],
  ["a reserved key in another spelling", { $firstname: "Ada" }, [change("$FirstName", true)], []],
  ["two keys, one told twice", {}, [change("a", true), change("b", true), change("a", true)], ["a", "b"]],
  ["a name that objects have by themselves", {}, [change("toString", true)], ["toString"]],
  ["no name", {}, [change("", true)], []],
])("a browser's batch with %s", (_, user_attributes, events, removed) => {
  const read = readBatch({ user_attributes, events }, { receivedAt: 1 });
  if (!read.ok) throw new Error(read.message);
  expect(removedAttributes(read.batch)).toEqual(removed);
});
