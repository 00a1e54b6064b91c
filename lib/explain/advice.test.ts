import { expect, test } from "vitest";
import { adviceFor } from "./advice";
import { REASON_CODES } from "./codes";

test("there is advice for every reason, and it is a sentence", () => {
  for (const code of REASON_CODES) {
    const [advice = "", ...others] = adviceFor([{ code }]);
    expect(others).toEqual([]);
    expect(advice, code).toMatch(/^[A-Z].{10,}\.$/);
  }
});

test("the same advice is given once, and none for a code of a newer version", () => {
  expect(adviceFor([{ code: "invalid_batch" }, { code: "invalid_request" }, { code: "from_the_future" }])).toHaveLength(
    1,
  );
  expect(adviceFor([{ code: "toString" }])).toEqual([]);
});
