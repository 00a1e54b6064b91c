import { describe, expect, test } from "vitest";
import { type DeviceReport, deriveDas, mergeDevice, streamDeviceId } from "./device";

const report = (more: Partial<DeviceReport> = {}): DeviceReport => ({
  das: "d-1",
  platform: "iOS",
  identities: [],
  deviceInfo: {},
  applicationInfo: {},
  integrationAttributes: {},
  ...more,
});
const idfa = { type: "ios_advertising_id", value: "A-1" };
const idfv = { type: "ios_idfv", value: "V-1" };
const gaid = { type: "android_advertising_id", value: "G-1" };
const email = { type: "email", value: "ida@example.test" };

describe("the derived stamp", () => {
  test("is a UUID of version 8, always the same for workspace, platform and strongest id", () => {
    const das = deriveDas(7, "iOS", [idfa, idfv]);
    expect(das).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(deriveDas(7, "iOS", [idfv, { ...idfa, value: "another" }])).toBe(das);
    expect(deriveDas(7, "iOS", [idfv])).toBe(das);
  });

  test("differs by workspace, platform, type and value", () => {
    const all = [
      deriveDas(7, "iOS", [idfv]),
      deriveDas(8, "iOS", [idfv]),
      deriveDas(7, null, [idfv]),
      deriveDas(7, "iOS", [{ ...idfv, value: "V-2" }]),
      deriveDas(7, "iOS", [{ ...idfv, type: "android_uuid" }]),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test("needs a device id: an e-mail is none", () => {
    expect(deriveDas(7, "iOS", [email])).toBeNull();
    expect(deriveDas(7, "iOS", [])).toBeNull();
  });
});

describe("merging a device", () => {
  const first = mergeDevice(
    undefined,
    report({
      identities: [idfa, idfv],
      deviceInfo: {
        brand: "Lantern",
        os_version: "17",
        limit_ad_tracking: false,
        att_authorization_status: "authorized",
        att_timestamp_unixtime_ms: 900,
      },
      applicationInfo: { application_name: "Post" },
      integrationAttributes: { "12": { visitor: "v" } },
    }),
    1_000,
  );

  test("keeps what the first batch said", () => {
    expect(first).toEqual({
      das: "d-1",
      platform: "iOS",
      firstSeen: 1_000,
      lastSeen: 1_000,
      limitAdTracking: false,
      attStatus: "authorized",
      attAt: 900,
      identities: { ios_advertising_id: "A-1", ios_idfv: "V-1" },
      metadata: {
        device_info: {
          brand: "Lantern",
          os_version: "17",
          limit_ad_tracking: false,
          att_authorization_status: "authorized",
          att_timestamp_unixtime_ms: 900,
        },
        application_info: { application_name: "Post" },
      },
      integrationAttributes: { "12": { visitor: "v" } },
    });
  });

  test("the newest value of each field wins, what a batch leaves out stays", () => {
    const next = mergeDevice(
      first,
      report({
        platform: null,
        identities: [{ ...idfa, value: "A-2" }],
        deviceInfo: { os_version: "18", limit_ad_tracking: true },
        applicationInfo: { application_version: "2" },
        integrationAttributes: { "13": { visitor: "w" } },
      }),
      2_000,
    );
    expect(next).toMatchObject({
      platform: "iOS",
      firstSeen: 1_000,
      lastSeen: 2_000,
      limitAdTracking: true,
      attStatus: "authorized",
      attAt: 900,
      identities: { ios_advertising_id: "A-2", ios_idfv: "V-1" },
      metadata: {
        device_info: { brand: "Lantern", os_version: "18" },
        application_info: { application_name: "Post", application_version: "2" },
      },
      integrationAttributes: { "12": { visitor: "v" }, "13": { visitor: "w" } },
    });
  });

  test("a batch without a choice leaves limit-ad-tracking alone; one received late does not turn back last_seen", () => {
    const next = mergeDevice(first, report(), 500);
    expect(next).toMatchObject({ limitAdTracking: false, lastSeen: 1_000, firstSeen: 1_000 });
  });

  test("a device that said nothing of ads has no choice", () => {
    expect(mergeDevice(undefined, report(), 1)).toMatchObject({ limitAdTracking: null, attStatus: null, attAt: null });
  });
});

describe("the stream's device id", () => {
  test.each<[string, Parameters<typeof streamDeviceId>[0], string | null, string | null]>([
    ["IDFA before IDFV and stamp", [idfv, idfa], "d-1", "A-1"],
    ["Google advertising id", [gaid, { type: "android_uuid", value: "U-1" }], "d-1", "G-1"],
    ["IDFV where there is no IDFA", [idfv], "d-1", "V-1"],
    ["the stamp elsewhere", [email], "d-1", "d-1"],
    ["nothing without a device", [email], null, null],
  ])("%s", (_name, identities, das, expected) => {
    expect(streamDeviceId(identities, das)).toBe(expected);
  });
});
