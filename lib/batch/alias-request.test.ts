import { describe, expect, test } from "vitest";
import { aliasRequestBody, readAliasRequest } from "./alias-request";
import { parseJson } from "./json";

const data = {
  destination_mpid: "7346244611012968789",
  source_mpid: "-8921341234567890123",
  start_unixtime_ms: 1_000,
  end_unixtime_ms: 2_000,
  scope: "device",
  device_application_stamp: "0f0b-stamp",
};
/** As the browser SDK sends it. */
const sent = { request_id: "r-1", request_type: "alias", environment: "development", api_key: "us1-x", data };

describe("an alias request", () => {
  test("of the browser SDK is read whole, but for its key", () => {
    expect(readAliasRequest(sent)).toEqual({
      ok: true,
      warnings: [],
      request: {
        environment: "development",
        source: "-8921341234567890123",
        destination: "7346244611012968789",
        start: 1_000,
        end: 2_000,
        requestId: "r-1",
        scope: "device",
        das: "0f0b-stamp",
      },
    });
  });

  test("is read again from what is kept of it", () => {
    const read = readAliasRequest(sent);
    if (!read.ok) throw new Error(read.message);
    const body = aliasRequestBody(read.request);
    expect(body).not.toContain("us1-x");
    expect(readAliasRequest(JSON.parse(body))).toEqual(read);
  });

  test("may have its MPIDs as bare 64-bit integers, exactly, and say no more than them", () => {
    const body =
      '{"environment":"production","data":{"destination_mpid":7346244611012968789,"source_mpid":-8921341234567890123}}';
    expect(readAliasRequest(parseJson(body))).toMatchObject({
      ok: true,
      request: { source: "-8921341234567890123", destination: "7346244611012968789" },
    });
  });

  test("keeps its texts storable and short", () => {
    const read = readAliasRequest({ ...sent, request_id: `a\u0000${"b".repeat(999)}` });
    if (!read.ok) throw new Error(read.message);
    expect(read.request.requestId).toBe(`a\ufffd${"b".repeat(254)}`);
    expect(read.warnings).toEqual([{ code: "text_replaced" }]);
  });

  test.each([
    ["no object", []],
    ["no environment", { ...sent, environment: undefined }],
    ["an environment that there is not", { ...sent, environment: "unknown" }],
    ["another type of request", { ...sent, request_type: "merge" }],
    ["no data", { ...sent, data: undefined }],
    ["no source", { ...sent, data: { ...data, source_mpid: undefined } }],
    ["no destination", { ...sent, data: { ...data, destination_mpid: null } }],
    ["an MPID of 0", { ...sent, data: { ...data, source_mpid: "0" } }],
    ["an MPID beyond 64 bits", { ...sent, data: { ...data, source_mpid: "9223372036854775808" } }],
    ["the same profile twice", { ...sent, data: { ...data, source_mpid: data.destination_mpid } }],
    ["a start that is no time", { ...sent, data: { ...data, start_unixtime_ms: "yesterday" } }],
    ["an end that is no time", { ...sent, data: { ...data, end_unixtime_ms: 1e300 } }],
  ])("with %s is refused with a sentence", (_, raw) => {
    expect(readAliasRequest(raw)).toEqual({ ok: false, message: expect.stringMatching(/^[A-Z].*\.$/) });
  });
});
