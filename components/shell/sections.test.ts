import { describe, expect, test } from "vitest";
import { ROLES } from "@/lib/access/permissions";
import { sectionsFor } from "./sections";

const OPEN: Record<(typeof ROLES)[number], string[]> = {
  Admin: ["User Activity", "Live Stream", "Inputs", "Settings"],
  "Admin & Compliance": ["User Activity", "Live Stream", "Inputs", "Settings"],
  "Support Access": ["User Activity", "Live Stream", "Inputs", "Settings"],
  Compliance: ["Live Stream", "Inputs", "Settings"],
  User: ["Live Stream", "Inputs", "Settings"],
  Marketer: ["User Activity", "Settings"],
  QA: ["User Activity", "Live Stream", "Inputs", "Settings"],
  "Read Only": ["Live Stream", "Inputs", "Settings"],
  "Audiences Only": ["Settings"],
};

describe("the sidebar", () => {
  test.each(ROLES)("of %s shows what the role may open", (role) => {
    expect(sectionsFor(role).map((section) => section.label)).toEqual(OPEN[role]);
  });

  test("of a role that does not exist shows nothing protected", () => {
    expect(sectionsFor("Emperor").map((section) => section.label)).toEqual(["Settings"]);
  });
});
