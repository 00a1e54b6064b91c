import { describe, expect, test } from "vitest";
import {
  canonicalIdentity,
  DEFAULT_PRIORITY,
  IDENTITY_TYPES,
  identityBySdkNumber,
  identityLabel,
  isDeviceIdentity,
  profileApiType,
} from "./identity-names";

describe("canonicalIdentity", () => {
  test.each([
    ["other", "other"],
    ["email_sha256", "other"],
    ["customerid", "customer_id"],
    ["CustomerId", "customer_id"],
    ["controller_customer_id", "customer_id"],
    ["facebook_id", "facebook"],
    ["twitter_id", "twitter"],
    ["google_id", "google"],
    ["microsoft_id", "microsoft"],
    ["yahoo_id", "yahoo"],
    ["facebookcustomaudienceid", "facebook_custom_audience_id"],
    ["other2", "other_id_2"],
    ["other10", "other_id_10"],
    ["mobile_sha256", "other_id_2"],
    ["mobile_number", "mobile_number"],
    ["phone_number_3", "phone_number_3"],
    ["ios_idfa", "ios_advertising_id"],
    ["ios_vendor_id", "ios_idfv"],
    ["android_aaid", "android_advertising_id"],
    ["google_advertising_id", "android_advertising_id"],
    ["android_id", "android_uuid"],
    ["fire_aid", "fire_advertising_id"],
    ["roku_aid", "roku_advertising_id"],
    ["roku_publishing_id", "roku_publisher_id"],
    ["push_notification_token", "push_token"],
    ["mp_deviceid", "device_application_stamp"],
    ["shoe_size", null],
    ["constructor", null],
    ["", null],
  ])("%s -> %s", (name, type) => {
    expect(canonicalIdentity(name)).toBe(type);
  });

  test.each(IDENTITY_TYPES)("%s is its own canonical name", (type) => {
    expect(canonicalIdentity(type)).toBe(type);
    expect(canonicalIdentity(profileApiType(type)) ?? type).toBe(type);
  });
});

describe("the table of identities", () => {
  test.each([
    [0, "other"],
    [1, "customer_id"],
    [7, "email"],
    [10, "other_id_2"],
    [18, "other_id_10"],
    [19, "mobile_number"],
    [21, "phone_number_3"],
    [22, null],
  ])("SDK number %i is %s", (number, type) => {
    expect(identityBySdkNumber(number)).toBe(type);
  });

  test("has labels for screens, and shows a strange name as it is", () => {
    expect(identityLabel("customer_id")).toBe("Customer ID");
    expect(identityLabel("toString")).toBe("toString");
  });

  test("knows devices from people", () => {
    expect(isDeviceIdentity("ios_idfv")).toBe(true);
    expect(isDeviceIdentity("mobile_number")).toBe(false);
  });

  test("looks nobody up by types that are stored only", () => {
    const stored = IDENTITY_TYPES.filter((type) => !DEFAULT_PRIORITY.includes(type));
    expect(stored).toEqual(["alias", "facebook_custom_audience_id", "amp_id", "push_token"]);
    expect(new Set(DEFAULT_PRIORITY).size).toBe(DEFAULT_PRIORITY.length);
  });
});
