import { describe, expect, test } from "vitest";
import { readSearch, stemsOf, variantsOf } from "./search-query";

describe("reading the search field", () => {
  test("takes a plain value for any type and trims it", () => {
    const asked = readSearch("  zoe@quill.example ");
    expect(asked.value).toBe("zoe@quill.example");
    expect(asked.types.length).toBeGreaterThan(30);
    expect(asked.mpid).toBeNull();
  });

  test("takes a 64-bit integer for an MPID as well", () => {
    expect(readSearch("-8921341234567890123").mpid).toBe("-8921341234567890123");
    expect(readSearch("9223372036854775808").mpid).toBeNull();
    expect(readSearch("7346244611012968789", "email").mpid).toBeNull();
  });

  test.each([
    ["customer_id:123", "customer_id"],
    ["customerid: 123", "customer_id"],
    ["ios_idfa:123", "ios_advertising_id"],
  ])("understands %s", (text, type) => {
    expect(readSearch(text).named).toEqual({ type, value: "123" });
  });

  test("understands mpid:value, and leaves a name that is no type alone", () => {
    expect(readSearch("mpid:42").mpid).toBe("42");
    expect(readSearch("note:42").named).toBeNull();
  });

  test("replaces what PostgreSQL can't hold", () => {
    expect(readSearch("a\u0000b").value).toBe("a\ufffdb");
  });
});

describe("other ways to write a value", () => {
  test.each([
    ["Zoe@Quill.Example", "zoe@quill.example"],
    ["<zoe@quill.example>", "zoe@quill.example"],
    ["mailto:zoe@quill.example", "zoe@quill.example"],
    ['"C-1042"', "C-1042"],
    ["+1 (555) 010-2233", "+15550102233"],
    ["15550102233", "+15550102233"],
    ["6d92078a82464ba4ae5b76104861e7dc", "6D92078A-8246-4BA4-AE5B-76104861E7DC"],
  ])("%s gives %s", (value, variant) => {
    expect(variantsOf(value)).toContain(variant);
  });

  test("never repeats the value itself", () => {
    expect(variantsOf("zoe@quill.example")).not.toContain("zoe@quill.example");
  });
});

describe("beginnings", () => {
  test("of an e-mail are the whole and the part before the domain", () => {
    expect(stemsOf("zoe@quill.exmaple")).toEqual(["zoe@quill.exmaple", "zoe@"]);
  });
  test("of one character are none", () => {
    expect(stemsOf("z")).toEqual([]);
  });
});
